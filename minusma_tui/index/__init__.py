"""Sets and sequences that keep 100,000 bases fast; they know nothing of missions."""
