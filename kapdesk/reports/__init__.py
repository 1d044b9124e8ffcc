"""What is printed: dataclasses in, PDF bytes out."""
