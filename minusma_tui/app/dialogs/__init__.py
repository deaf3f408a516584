"""Dialogs over the dashboard: each asks or shows one thing and closes."""
