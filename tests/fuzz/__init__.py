"""What tries to break the program: mutants of datasets, files that cost much, storms of keys.

`make fuzz` is the long campaign; the everyday suite takes a little of each.
"""
