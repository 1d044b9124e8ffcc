"""Embodiment, as the therapist sees it."""
