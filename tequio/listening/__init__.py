"""Events in which the office listens and teaches, and the log of whom it advised."""
