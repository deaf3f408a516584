"""The language that is spoken, the names of countries, and texts compared without accents."""
