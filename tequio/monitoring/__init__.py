"""Evidence and its review, delays."""
