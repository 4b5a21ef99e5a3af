"""Changes of the help centre by people: one verb a file, each recorded with who did it when."""
