"""kapdesk with a window: from the passphrase to the lock."""
