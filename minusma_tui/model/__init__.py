"""What the program knows: immutable records of a mission, its bases and their sources."""
