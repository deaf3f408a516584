"""TOML in, a dataset or its problems out."""
