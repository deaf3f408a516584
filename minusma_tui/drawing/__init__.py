"""A situation drawn as lines of (text, role), independent of the terminal and its colours."""
