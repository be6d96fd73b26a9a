"""Records → outline, one file per kind of document: the mirror of ``core.reading``, which must read each back to the same records."""
