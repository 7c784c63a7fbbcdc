"""What can be done with lists of schools, employers and people."""
