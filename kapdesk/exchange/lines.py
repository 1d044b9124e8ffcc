"""One line of a calendar file: its name, what it says, and the zone it is said in."""

from typing import Protocol


class Part(Protocol):
    """What takes lines: a calendar, an appointment, a zone or a change of the clocks."""

    def add(self, name: str, value: object, parameters: dict[str, str] = ...) -> None:
        """Take one line."""
        ...


def put(part: Part, name: str, value: object, zone: str = "") -> None:
    """Add one line, escaped and folded as the format wants it."""
    part.add(name, value, parameters={"TZID": zone} if zone else {})
