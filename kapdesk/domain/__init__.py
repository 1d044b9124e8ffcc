"""What things are: nouns, rules, scoring and clock, in plain Python."""
