"""What the pages of events and of advice show."""
