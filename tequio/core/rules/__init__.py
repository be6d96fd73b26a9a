"""A rule pack (data) applied to plain records → findings."""
