"""Practice, as the therapist sees it."""
