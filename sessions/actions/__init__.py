"""What can be done with sessions: one function, one unit of work."""
