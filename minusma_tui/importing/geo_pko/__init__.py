"""Datasets made from the tables of Geo-PKO."""
