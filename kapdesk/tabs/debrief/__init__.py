"""Debrief, as the therapist sees it."""
