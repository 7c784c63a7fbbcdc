"""The shape of input at the fair, one module per noun."""
