"""A confirmed reading → rows, through the rooms' own verbs; one file per kind of document."""
