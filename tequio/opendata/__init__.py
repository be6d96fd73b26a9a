"""What the pages show, as files that anyone can reuse."""
