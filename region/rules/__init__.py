"""What lists may hold: one value, one row, and what a list would change."""
