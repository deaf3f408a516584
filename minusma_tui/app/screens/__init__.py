"""Screens that stand in for the dashboard: loading, and problems of the dataset."""
