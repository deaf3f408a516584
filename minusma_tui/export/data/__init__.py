"""Formats for other programs: tables, maps and databases."""
