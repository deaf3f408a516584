"""The language of the program, the names of countries, and texts compared without accents."""
