"""Which power each service needs to read and to write the record; asked where every one of them must pass."""

from dataclasses import dataclass
from inspect import currentframe
from types import FrameType

from kapdesk.domain.errors import Refused
from kapdesk.domain.people import Person, Role
from kapdesk.domain.roles import Power, may, refusal

SERVICES = "kapdesk.services."
_PASSED_THROUGH = frozenset({"record", "roles", "audit_edits"})


@dataclass(frozen=True, slots=True)
class Needs:
    """The powers of which any one is enough, to read and to write through a service."""

    read: tuple[Power, ...]
    write: tuple[Power, ...]


CLINICAL = Needs((Power.READ,), (Power.WRITE,))
DESK = Needs((Power.DESK,), (Power.DESK,))
CLINIC = Needs((Power.DESK,), (Power.PRACTICE,))
DIARY = Needs((Power.READ, Power.SCHEDULE), (Power.SCHEDULE,))
CONTACT = Needs((Power.READ, Power.CONTACT, Power.SCHEDULE), (Power.CONTACT,))
PAPER = Needs((Power.PRINT,), (Power.PRINT,))
OUT = Needs((Power.EXPORT,), (Power.EXPORT,))
KEYS = Needs((Power.PEOPLE,), (Power.PEOPLE,))

_BY_NEED: dict[Needs, str] = {
    CLINICAL: """
        conflicts merging merging_plan merging_rows merging_seals merging_write row_states
        addenda adverse_events alerts amendments arrivals assessments board_closing board_lines boards
        body_map challenges checklists clearances consent_events consents copying course course_marks
        crisis_page debrief doses embodiment escorts esketamine_asked esketamine_form given
        given_steps guided hand_over hands holds insight_looks insights integration integration_settings
        integration_words leaving leaving_facts life life_offers life_rows meanings means
        measure_drafts measure_reading measures measures_due moment_changes moving notes observers
        open_results outcomes paper_acts paper_events paper_leaving paper_lines paper_marks paper_results
        paper_taking preparation profiles progress_integration progress_notes progress_session
        read_back readiness readiness_facts readiness_history readiness_past recovery_facts
        rehearsal rehearsal_acts rehearsal_after rehearsal_clinic rehearsal_day rehearsal_people
        rehearsal_pour rehearsal_scale rehearsal_stage relapse_signs releases retractions safety_plans
        screen_rows screens search search_hits search_index search_places search_sources sessions
        somatic statistics tasks timeline transcriptions unseen vitals vitals_asked waiting withholding work
        written_in retention""",
    DESK: """
        about anchors clock_jumps drafts founding held key_files opening own_keys pad_words
        passphrases privacy reauthentication restoring salvage saving settings snippets spelling
        time_scale vault whereabouts wordings""",
    CLINIC: """
        closures crisis gate_settings measure_settings offers pin practice_limits spacing
        working_hours""",
    DIARY: """
        appointment_reasons appointments booking_checks calendar_files day_list diary recurrence""",
    CONTACT: "client_list clients contacts",
    PAPER: """
        disclosure_pages blank_letters blank_parts blank_rows blank_sheets documents page_codes printed_after
        printed_cards printed_carried printed_course printed_day printed_esketamine printed_home
        printed_integration printed_integration_plan printed_leaving printed_measures
        printed_numbers printed_outcome printed_plan printed_progress printed_provider
        printed_room printed_scope printed_scores printed_session printed_telling printed_vitals
        printed_weeks printed_whole_lists printed_whole_record printed_withheld printed_words
        printed_work printed_worksheet sealed_pages""",
    OUT: "bundles csv_files exporting full_copy",
    Needs((Power.READ,), (Power.PRINT, Power.WRITE)): "disclosures",
    Needs((Power.READ,), (Power.PEOPLE,)): "erasure",
    Needs((Power.PROCESS,), (Power.PROCESS,)): "compartments process_drafts process_notes process_release",
    KEYS: "custody members recovery_sheets recovery_trials rotation",
    Needs((Power.DESK,), (Power.PEOPLE,)): "people",
    Needs((Power.DESK,), (Power.BACKUPS,)): "backup_list backups",
    Needs((Power.AUDIT,), (Power.DESK,)): "anchors audit trail trail_pages",
    Needs((Power.READ,), (Power.SIGN, Power.COSIGN)): "sealing signatures signing signing_points",
}
NEEDS: dict[str, Needs] = {name: need for need, names in _BY_NEED.items() for name in names.split()}
FUNCTIONS: dict[str, Needs] = {
    "sessions.open_now": DESK,  # what the lock and the cover have to know, whoever sits there
    "timeline.keys": DESK,
    "notes.unconfirmed": DESK,  # where template words stand, never what was written
    "people.add": KEYS,
    "people.end": KEYS,
    "page_codes.check": Needs((Power.PRINT, Power.AUDIT), (Power.PRINT, Power.AUDIT)),
    "whereabouts.last": DESK,
    "life.limit": DESK,  # how many the clinic wants to go on at once, nothing of anybody
    "offers.is_fragrance_free": DESK,
}
"""Verbs that need another power than the rest of their module."""
CLINICS_OWN = ("clinic", "lock.", "zone")
"""Settings of the clinic that are kept without a service of their own."""


def declared(module: str) -> Needs:
    """Return what a service needs; one that nobody declared needs what clinical work needs."""
    return NEEDS.get(module, CLINICAL)


def check_reading(author: Person) -> None:
    """Raise Refused where the service that asks may not read for this person."""
    if author.role is not Role.OWNER:  # an owner may all, and is spared the walk over the call
        _check(author.role, _asking(currentframe()).read)


def check_writing(author: Person) -> None:
    """Raise Refused where the service that asks may not write for this person."""
    if author.role is not Role.OWNER:
        _check(author.role, _asking(currentframe()).write)


def check_setting(author: Person, key: str) -> None:
    """Raise Refused where a setting of the clinic is changed by who may not."""
    if key.startswith(CLINICS_OWN):
        _check(author.role, (Power.PRACTICE,))


def _check(role: Role, needed: tuple[Power, ...]) -> None:
    if role is not Role.OWNER and not may(role, *needed):
        raise Refused(refusal(role, *needed))


def _asking(frame: FrameType | None) -> Needs:
    """Return the needs of the outermost service on the way here: the verb that somebody called."""
    found = CLINICAL
    while frame is not None:
        name = str(frame.f_globals.get("__name__", ""))
        if name.startswith(SERVICES):
            module = name.removeprefix(SERVICES)
            if module not in _PASSED_THROUGH:
                found = FUNCTIONS.get(f"{module}.{frame.f_code.co_name}", declared(module))
        frame = frame.f_back
    return found
