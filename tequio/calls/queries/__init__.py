from tequio.calls.queries.calls import CallCard, CallPage, card

__all__ = ["CallCard", "CallPage", "card"]
