"""What is allowed in the register, and what may be published of it."""
