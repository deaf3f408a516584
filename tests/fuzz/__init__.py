"""What tries to break the program: mutants of datasets, costly files, storms of keys, visitors.

`make fuzz` is the long campaign; the everyday suite takes a little of each.
"""
