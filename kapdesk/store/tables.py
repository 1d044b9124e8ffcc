"""Every table of the record together, and what the database itself keeps from being changed."""

from kapdesk.store import rows_after, rows_indexes, rows_trust
from kapdesk.store.rows import Base

metadata = Base.metadata
MODULES = (rows_after, rows_indexes, rows_trust)
"""What has to be imported before `metadata` is whole."""

#: Tables whose rows are frozen once their session is signed; the migrations make the triggers.
SEALED_WITH_SESSION = (
    "session_state", "escort", "note", "revision", "answer", "dose", "vital", "timeline", "adverse_event",
    "insight", "embodiment_step", "screen", "safety_plan", "means_action", "override", "clearance",
    "discharge", "work_item", "work_look", "consent_event", "somatic_plan", "withheld", "clock_jump",
    "transcription", "transcribed", "measure", "life_item", "life_look", "meaning",
)  # fmt: skip
#: Tables whose rows are frozen once the integration note they were written in is signed.
SEALED_WITH_INTEGRATION = (
    "note", "change_item", "work_look", "measure", "life_item", "life_look", "meaning",
)  # fmt: skip
#: Tables whose rows are only ever added to, signed or not.
APPEND_ONLY = (
    "revision", "answer", "session_state", "safety_plan", "contact", "appointment_change", "work_look",
    "clock_jump", "transcription", "transcribed", "life_look", "meaning", "board_closed", "signature",
    "addendum", "retraction", "moved", "page_code", "process_revision", "process_release", "audit",
    "disclosure", "tombstone", "recovery_rehearsal", "role_change", "import_run",
)  # fmt: skip
