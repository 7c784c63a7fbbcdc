"""The shape of input about sessions."""
