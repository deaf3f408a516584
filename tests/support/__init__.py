"""What several tests need: missions, terminals, browsers and readers of what was written."""
