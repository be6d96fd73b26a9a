"""Place, time, invitations, attendance and logistics of whatever gathers people; it knows nothing of who gathers them."""
