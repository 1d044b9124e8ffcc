"""Integration, as the therapist sees it."""
