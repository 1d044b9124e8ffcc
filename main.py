"""Start kapdesk from a copy of its source."""

import sys

from kapdesk.__main__ import main

if __name__ == "__main__":
    sys.exit(main())
