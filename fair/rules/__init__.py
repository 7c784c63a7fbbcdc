"""Rules of the fair, one module per noun."""
