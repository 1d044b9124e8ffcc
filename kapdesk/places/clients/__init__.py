"""Clients, as the therapist sees it."""
