"""Reading a TOML file into a dataset, or into the list of its problems."""
