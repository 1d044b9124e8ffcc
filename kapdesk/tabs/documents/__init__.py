"""Documents, as the therapist sees it."""
