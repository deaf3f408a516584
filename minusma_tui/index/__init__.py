"""Sets and sequences that stay fast with 100,000 bases; they know nothing of missions."""
