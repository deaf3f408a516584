"""Helpers of several tests: datasets, terminals, servers, visitors and browsers."""
