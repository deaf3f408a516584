"""The standing of a base, the pace of the drawdown, the timeline and its stops."""
