"""How the shape of the record has changed from version to version."""
