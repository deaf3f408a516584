"""The dashboard in browsers: a web server that starts one process for each visitor."""
