"""One edition of one plan: its stages, axes and roles."""
