"""Commitments of a plan and who takes part in them."""
