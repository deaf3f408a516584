"""Files that come with the program, and the writing of files."""
