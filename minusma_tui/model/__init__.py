"""The data model: immutable records of a mission, its bases and their sources."""
