"""What is remembered: the one encrypted file and its key."""
