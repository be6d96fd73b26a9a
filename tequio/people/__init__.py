"""Accounts, people, organisations and posts."""
