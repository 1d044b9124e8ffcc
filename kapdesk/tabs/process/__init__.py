"""Process notes: a page of their own behind the author's passphrase."""
