"""The program as the tests of its door and house start it."""

from app_stage import stage, start

__all__ = ["stage", "start"]
