"""Calendars read back by the programs that people have: `make calendar-matrix`."""
