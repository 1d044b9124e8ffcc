"""What the texts of the practice are: read from files, checked, and found by id and version."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from kapdesk.content.reading import Fault, Read, read_folder
from kapdesk.domain.definitions import Checklist, Definition, Form, Item, Origin, PromptSet, Weight
from kapdesk.domain.errors import KapdeskError, NotFound
from kapdesk.domain.instruments import Instrument
from kapdesk.domain.letters import Letter
from kapdesk.domain.registers import Register
from kapdesk.domain.resources import resource_folder
from kapdesk.domain.tables import Table

__all__ = ["KINDS", "Content", "ContentDamaged", "Fault", "load"]

KINDS = (Checklist, Instrument, Form, Letter, PromptSet, Register, Table)

CLINIC_VERSIONS_FROM = 1001
"""A clinic numbers its own versions from here, so that no stored answer can mean two texts."""

_Kind = TypeVar("_Kind", bound=Definition)
_Shelf = Mapping[tuple[type[Definition], str], Mapping[int, Definition]]


class ContentDamaged(KapdeskError):
    """The texts that ship with kapdesk are damaged; the record was not touched."""

    code = 30


@dataclass(frozen=True, slots=True)
class Content:
    """Every text of the practice; `faults` lists the clinic's own files that were left out, and why."""

    faults: tuple[Fault, ...] = ()
    _shelf: _Shelf = field(
        default_factory=dict[tuple[type[Definition], str], Mapping[int, Definition]], repr=False
    )

    def checklist(self, checklist_id: str, version: int | None = None) -> Checklist:
        """Return a checklist, the newest where no version is asked for; raises NotFound."""
        return self._get(Checklist, checklist_id, version)

    def instrument(self, instrument_id: str, version: int | None = None) -> Instrument:
        """Return a questionnaire, the newest where no version is asked for; raises NotFound."""
        return self._get(Instrument, instrument_id, version)

    def form(self, form_id: str, version: int | None = None) -> Form:
        """Return a form, the newest where no version is asked for; raises NotFound."""
        return self._get(Form, form_id, version)

    def letter(self, letter_id: str, version: int | None = None) -> Letter:
        """Return a letter, the newest where no version is asked for; raises NotFound."""
        return self._get(Letter, letter_id, version)

    def prompts(self, prompts_id: str, version: int | None = None) -> PromptSet:
        """Return a set of prompts, the newest where no version is asked for; raises NotFound."""
        return self._get(PromptSet, prompts_id, version)

    def table(self, table_id: str, version: int | None = None) -> Table:
        """Return a table, the newest where no version is asked for; raises NotFound."""
        return self._get(Table, table_id, version)

    def register(self, register_id: str, version: int | None = None) -> Register:
        """Return what is carried of one kind, the newest where no version is asked for; raises NotFound."""
        return self._get(Register, register_id, version)

    def all(self, kind: type[_Kind]) -> tuple[_Kind, ...]:
        """Return the newest version of everything of a kind, by title."""
        newest = [versions[max(versions)] for (of, _), versions in self._shelf.items() if of is kind]
        found = [definition for definition in newest if isinstance(definition, kind)]
        return tuple(sorted(found, key=lambda definition: definition.title.casefold()))

    def versions(self, kind: type[Definition], definition_id: str) -> tuple[int, ...]:
        """Return every version there is of a definition, oldest first."""
        return tuple(sorted(self._shelf.get((kind, definition_id), {})))

    def _get(self, kind: type[_Kind], wanted: str, version: int | None) -> _Kind:
        """Find a definition of a kind."""
        versions = self._shelf.get((kind, wanted), {})
        found = versions.get(max(versions, default=0) if version is None else version)
        if isinstance(found, kind):
            return found
        which = wanted if version is None else f"{wanted}, version {version}"
        raise NotFound(
            f"There is no {kind.__name__.lower()} “{which}” among the content files. Nothing was changed. "
            "Look at Practice, Content for files that were left out."
        )


def load(clinic_folder: Path | None = None, *, shipped_folder: Path | None = None) -> Content:
    """Read and check what ships with kapdesk and, beside it, the clinic's own files.

    A mistake in a clinic's file leaves that file out and is listed in `faults`; the shipped text stands in.
    Raises ContentDamaged, with every mistake, where the shipped files themselves are wrong.
    """
    shipped, faults = read_folder(shipped_folder or resource_folder() / "content", Origin.SHIPPED)
    shelf: dict[tuple[type[Definition], str], dict[int, Definition]] = {}
    faults += _put(shelf, shipped)
    if faults or not shipped:
        raise ContentDamaged(_damage(faults))
    if clinic_folder is None or not clinic_folder.is_dir():
        return Content((), shelf)
    own, own_faults = read_folder(clinic_folder, Origin.CLINIC)
    allowed: list[Read] = []
    for read in own:
        refusal = _refusal(read, shelf)
        if refusal:
            own_faults.append(refusal)
        else:
            allowed.append(read)
    own_faults += _put(shelf, allowed)
    return Content(tuple(sorted(own_faults, key=lambda fault: (fault.file, fault.key))), shelf)


def _put(shelf: dict[tuple[type[Definition], str], dict[int, Definition]], read: list[Read]) -> list[Fault]:
    """Put definitions on the shelf; the same id and version twice is a fault."""
    faults: list[Fault] = []
    for each in read:
        definition = each.definition
        versions = shelf.setdefault((type(definition), definition.id), {})
        if definition.version in versions:
            faults.append(
                Fault(each.file, "version", f"{definition.version} is there already, in another file")
            )
        else:
            versions[definition.version] = definition
    return faults


def _refusal(read: Read, shelf: _Shelf) -> Fault | None:
    """Return why a clinic's file may not stand in, or None."""
    definition = read.definition
    if definition.version < CLINIC_VERSIONS_FROM:
        return Fault(read.file, "version", f"a clinic's own versions start at {CLINIC_VERSIONS_FROM}")
    shipped = shelf.get((type(definition), definition.id), {})
    if not shipped:
        return None
    if isinstance(definition, Instrument):
        return Fault(read.file, "id", "the words of a shipped instrument cannot be replaced")
    newest = shipped[max(shipped)]
    if isinstance(definition, Checklist) and isinstance(newest, Checklist):
        return _weakened(read.file, definition, newest)
    return None


def _weakened(file: str, own: Checklist, shipped: Checklist) -> Fault | None:
    """Return a fault where a clinic's checklist leaves out or softens a criterion for leaving."""
    kept = {item.id: item for item in own.items}
    weaker = [item.id for item in shipped.items if _is_weaker(kept.get(item.id), item)]
    if not weaker:
        return None
    return Fault(file, "groups", f"criteria may be added, not left out or softened: {', '.join(weaker)}")


def _is_weaker(own: Item | None, shipped: Item) -> bool:
    """Return whether a criterion is gone, no longer hard, or newly open to override."""
    if shipped.criterion is None:
        return False
    if own is None or own.criterion is None:
        return True
    softened = shipped.criterion.weight is Weight.HARD and own.criterion.weight is Weight.SOFT
    return softened or (own.criterion.may_override and not shipped.criterion.may_override)


def _damage(faults: list[Fault]) -> str:
    """Tell everything that is wrong with the shipped files."""
    what = "\n".join(fault.sentence for fault in faults) or "No content file was found."
    return (
        "The texts that come with kapdesk are damaged, so it cannot start. "
        f"The record was not opened or changed. Install kapdesk again.\n{what}"
    )
