"""Where and when: jurisdictions, their time zone and their non-working days."""
