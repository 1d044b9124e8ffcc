"""How things look; knows no client, no file and no SQL."""
