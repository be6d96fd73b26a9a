"""The end of a term: the pack that is handed over, and an exercise that is read and no longer changed."""
