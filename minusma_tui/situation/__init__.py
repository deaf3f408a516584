"""The mission at the end of a day, seen through a filter."""
