"""A fair day, played out with the real actions in compressed time and proved after every minute."""
