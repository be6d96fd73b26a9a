"""Blocks of text and tables → records, one file per kind of document."""
