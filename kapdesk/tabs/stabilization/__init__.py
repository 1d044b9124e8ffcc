"""Stabilization, as the therapist sees it."""
