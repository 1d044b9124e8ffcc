"""Measures, as the therapist sees it."""
