"""What happened, remembered in public; knows uids only."""
