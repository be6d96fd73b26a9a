"""What is in a pack, each kind of thing in its own module."""
