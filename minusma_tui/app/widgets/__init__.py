"""Widgets that panes, frame and dialogs share."""
