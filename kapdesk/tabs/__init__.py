"""The tabs of one client, in the order of treatment."""
