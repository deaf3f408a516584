"""Files of the program and files that are written."""
