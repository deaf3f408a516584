"""What one would use instead: the same rows, the same filter, nothing else on the screen."""
