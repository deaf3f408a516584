"""What stands around the panes: title, time, filter, keys and problems."""
