"""Terminal, browser, clipboard and file system; private names of Textual are used only here."""
