"""Writers of a situation: reports, data files and an HTML page."""
