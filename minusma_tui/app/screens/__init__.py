"""Screens that are shown instead of the dashboard: loading, and problems of the dataset."""
