"""Fuzz tests: mutants of datasets, costly files, storms of keys, hostile visitors.

`make fuzz` runs the long campaign; the everyday suite runs a little of each.
"""
