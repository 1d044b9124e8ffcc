"""What leaves in a format of others: dataclasses in, files out."""
