"""Week, as the therapist sees it."""
