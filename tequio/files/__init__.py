"""Stored files, public and reserved versions."""
