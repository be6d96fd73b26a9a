"""Convocatorias."""
