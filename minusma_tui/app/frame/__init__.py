"""The lines around the panes: title, time, filter, keys and problems."""
