"""kapdesk keeps the words, times and checks of a ketamine-assisted psychotherapy day."""

__version__ = "0.1.0"
