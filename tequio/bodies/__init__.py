"""Bodies and their seats."""
