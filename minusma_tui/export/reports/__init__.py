"""Reports for reading: text, Markdown and JSON."""
