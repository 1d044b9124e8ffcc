"""What can be done: verbs on one noun, one transaction each."""
