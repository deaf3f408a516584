"""What is written of a situation: reports, files of data, a page."""
