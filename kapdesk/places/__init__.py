"""The places of the rail: no client, or all of them."""
