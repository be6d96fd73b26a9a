"""Backup and the drill that proves it restores."""
