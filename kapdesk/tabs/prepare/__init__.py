"""Prepare, as the therapist sees it."""
