"""Dosing, as the therapist sees it."""
