"""What a rule pack says of given records, and what a person answered."""
