"""What is allowed with sessions."""
