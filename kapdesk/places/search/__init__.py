"""Search: every text of the record found by its words, and opened where it stands."""
