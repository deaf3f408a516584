"""What happened when: the standing of a base, the pace, the timeline and its stops."""
