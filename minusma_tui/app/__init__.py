"""The dashboard, a Textual app; no other package draws with Textual."""
