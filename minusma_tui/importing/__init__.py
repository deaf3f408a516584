"""Tables of others made into datasets of our format."""
