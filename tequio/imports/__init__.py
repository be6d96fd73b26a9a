"""Document → proposed records → reviewed → saved."""
