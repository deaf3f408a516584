"""Datasets from the tables of Geo-PKO."""
