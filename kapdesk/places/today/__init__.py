"""Today, as the therapist sees it."""
