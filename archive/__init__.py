"""Articles come in, a SQLite archive comes out: storing, searching, exporting, serving. Knows no crawler."""
