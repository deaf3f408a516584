"""Programs to compare with: the same rows and filter, nothing else, or a minimal Textual app."""
