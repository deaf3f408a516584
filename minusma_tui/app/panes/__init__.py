"""The panes of the dashboard; each shows a situation and knows no other pane."""
