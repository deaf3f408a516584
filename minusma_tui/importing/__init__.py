"""Importers: datasets made from the tables of other projects."""
