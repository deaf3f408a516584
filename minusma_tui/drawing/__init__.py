"""A situation as lines of (text, role); knows no terminal, no colour and no file."""
