"""Refusals that are true without a database or a web. Each reads like what happened; ``str(refusal)`` is plain Spanish."""

from __future__ import annotations


class Refusal(Exception):
    """Something a person asked for cannot be done; the text says what and where, and what to do."""

    code = "refused"


class UnreadableDocument(Refusal):
    """The file cannot be opened, or opening it would cost more than the limits allow."""

    code = "unreadable"
