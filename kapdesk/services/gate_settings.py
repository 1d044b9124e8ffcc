"""What the clinic decides about leaving: which score counts, the second look, the device counted from."""

from kapdesk.domain.change import Change
from kapdesk.domain.recovery_scores import Padss
from kapdesk.domain.routes import Anchor
from kapdesk.services import settings
from kapdesk.services.record import Record

PADSS, SECOND_LOOK, ANCHOR = "gate.padss", "gate.second_look", "gate.esketamine_anchor"
REQUIRED, ASKED = "required", "asked"


def padss(record: Record) -> Padss:
    """Return which PADSS counts as a recovery score; the modified one unless the clinic says otherwise."""
    said = settings.get(record, PADSS)
    return Padss(said) if said in set(Padss) else Padss.MODIFIED


def second_look_required(record: Record) -> bool:
    """Return whether the clinic asks for a second look before anybody leaves."""
    return settings.get(record, SECOND_LOOK) == REQUIRED


def esketamine_anchor(record: Record) -> Anchor:
    """Return from which device the two hours count; the first, as on the REMS monitoring form, by default."""
    said = settings.get(record, ANCHOR)
    return Anchor(said) if said in set(Anchor) else Anchor.FIRST


def choose_padss(record: Record, which: Padss) -> Change:
    """Let this PADSS count from now on; ratings given before are kept as they were given."""
    return settings.put(record, PADSS, which.value)


def ask_second_look(record: Record, *, required: bool) -> Change:
    """Require a second look before leaving, or ask for it only; what it finds counts either way."""
    return settings.put(record, SECOND_LOOK, REQUIRED if required else ASKED)


def count_esketamine_from(record: Record, anchor: Anchor) -> Change:
    """Count the two hours after esketamine from the first or the last device."""
    return settings.put(record, ANCHOR, anchor.value)
