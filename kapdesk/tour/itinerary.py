"""What the tour looks at: which places, which tabs of whom, which papers."""

from kapdesk.app.rooms import PLACES as ALL_PLACES
from kapdesk.app.rooms import TABS

PLACES = ALL_PLACES
CHARTS: dict[str, tuple[str, ...]] = {
    "K-0142": TABS,  # in the middle of a journey
    "K-0127": TABS,  # about to leave, with an earlier attempt
    "K-0098": TABS,  # half a year of doses
    "K-0149": ("prepare", "dosing"),  # planned for today
    "K-0133": ("debrief", "stabilization", "integration", "documents"),  # left three days ago
    "K-0138": ("debrief", "integration"),  # left yesterday, in two scripts
    "K-0119": ("integration",),  # stopped coming
    "K-0129": ("prepare",),  # another direction of writing
    "K-0151": TABS,  # nothing yet
}
"""Whose tabs are shown: the practice room's clients by number."""

PRESSED = {
    "prepare": "K-0149", "dosing": "K-0142", "debrief": "K-0127", "embodiment": "K-0127",
    "stabilization": "K-0127", "integration": "K-0098", "measures": "K-0098", "documents": "K-0133",
}  # fmt: skip
"""In whose chart the buttons of a tab are pressed, to see the dialogs they open."""

PAPERS = {
    "session-summary.pdf": ("K-0133", "summary", "Session summary of a whole day"),
    "discharge-summary.pdf": ("K-0133", "discharge", "Discharge safety summary for the client"),
    "escort-half-page.pdf": ("K-0133", "escort", "Half a page for the escort"),
    "stay-safe-plan.pdf": ("K-0127", "plan", "The stay-safe plan"),
    "appointment-card.pdf": ("K-0133", "card", "The appointment card"),
    "session-summary-open.pdf": ("K-0142", "summary", "Session summary in the middle of a day"),
}
"""The papers, by file name: whose, which, and what it is."""

FILLED = {
    "clinic": "Hollow Oak Clinic",
    "clinician": "J. Adler",
    "credential": "LMFT",
    "backup_folder": "/media/backup disk/kapdesk",
    "zone": "America/New_York",
}
"""What the first start is answered with."""

SAMPLE_CODE = "KQ4M-7TXR-2WDH-9PNC-5JVA-8SGE-3BFY-6ZLU"
"""A code as it looks on a recovery sheet; it opens nothing."""
