"""From the files of a folder to definitions, with every mistake told by file and key."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

from kapdesk.domain.definitions import Definition, Origin

_KINDS = "kind must be checklist, instrument, form, letter, prompts, register or table"
_FILE_NAME = re.compile(r"^(?P<id>[a-z0-9-]+?)(?:\.v(?P<version>[0-9]+))?$")


@dataclass(frozen=True, slots=True)
class Fault:
    """One mistake in one content file."""

    file: str
    key: str
    what: str

    @property
    def sentence(self) -> str:
        """Return the mistake as it is told: file, key, what is wrong."""
        return f"{self.file}, {self.key}: {self.what}." if self.key else f"{self.file}: {self.what}."


@dataclass(frozen=True, slots=True)
class Read:
    """A definition and the file it came from."""

    file: str
    definition: Definition


def read_folder(folder: Path, origin: Origin) -> tuple[list[Read], list[Fault]]:
    """Read every content file below a folder; a file with a mistake gives faults and no definition."""
    read: list[Read] = []
    faults: list[Fault] = []
    for path in sorted(folder.rglob("*.toml")):
        name = path.relative_to(folder).as_posix()
        outcome = _read_file(path, name)
        if isinstance(outcome, Definition):
            read.append(Read(name, replace(outcome, origin=origin)))
        else:
            faults += outcome
    return read, faults


def _read_file(path: Path, name: str) -> Definition | list[Fault]:
    """Return the definition of one file, or everything that is wrong with it."""
    from pydantic import ValidationError

    from kapdesk.content.printed_models import FILES

    data: dict[str, Any] = {}
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
        definition: Definition = FILES.validate_python(data).make()
    except OSError as error:
        return [Fault(name, "", f"cannot be read ({type(error).__name__})")]
    except UnicodeDecodeError:
        return [Fault(name, "", "is not UTF-8 text; save it as UTF-8")]
    except tomllib.TOMLDecodeError as error:
        return [Fault(name, "", f"is not TOML: {error}")]
    except ValidationError as error:
        return list(_told(name, error.errors(include_url=False), data))
    except (ValueError, RecursionError, OverflowError) as error:
        return [Fault(name, "", f"cannot be understood ({type(error).__name__})")]
    return _misnamed(path, name, definition) or definition


def _misnamed(path: Path, name: str, definition: Definition) -> list[Fault]:
    """Return a fault where file name and content do not agree."""
    parts = _FILE_NAME.match(path.stem)
    if parts is None or parts["id"] != definition.id:
        return [Fault(name, "id", f"is “{definition.id}”, which must be the file's name")]
    if parts["version"] and int(parts["version"]) != definition.version:
        return [Fault(name, "version", f"is {definition.version}, the file's name says {parts['version']}")]
    return []


def _told(name: str, errors: Sequence[Mapping[str, Any]], data: object) -> Iterator[Fault]:
    """Write what the check found in the words of the person who wrote the file."""
    for error in errors:
        yield Fault(name, _key(error["loc"], data), _what(error))


def _key(location: Sequence[str | int], data: object) -> str:
    """Write the place of a mistake as a path, naming parts by their own ids where they have one."""
    words: list[str] = []
    here = data
    for step in location[1:]:  # the first step is the kind, which the file says itself
        here = _within(here, step)
        if isinstance(step, int):
            own = _within(here, "id") or _within(here, "value")
            words.append(f"{step + 1} ({own})" if own else str(step + 1))
        else:
            words.append(step)
    return " > ".join(words)


def _within(data: object, step: str | int) -> object:
    """Return what stands at a key or place of TOML data, None where there is nothing."""
    if isinstance(data, dict):
        return cast("dict[str, object]", data).get(str(step))
    if isinstance(data, list) and isinstance(step, int):
        parts = cast("list[object]", data)
        return parts[step] if step < len(parts) else None
    return None


_WORDS = {
    "missing": "is missing",
    "extra_forbidden": "is not a key of this kind of file",
    "union_tag_invalid": _KINDS,
    "union_tag_not_found": _KINDS,
    "string_type": "must be text, in quotes",
    "string_too_short": "is empty",
    "string_pattern_mismatch": "may hold letters, digits and hyphens only, and begins with a letter",
    "int_type": "must be a whole number",
    "float_type": "must be a number",
    "bool_type": "must be true or false, without quotes",
    "list_type": "must be a list",
    "model_type": "must be a part with keys of its own",
    "too_short": "needs at least one",
}


def _what(error: Mapping[str, Any]) -> str:
    """Write one mistake in plain words."""
    if error["type"] == "value_error":
        return str(error["ctx"]["error"])
    message = str(error["msg"])
    return _WORDS.get(error["type"], message[:1].lower() + message[1:])
