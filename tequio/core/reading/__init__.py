"""Blocks of text and tables → records, one file per kind of document."""

from tequio.core.reading.reader import read

__all__ = ["read"]
