"""Terminal, browser, clipboard and file system; the private names of Textual stand here."""
