"""The texts of the stay-safe plan, kept under the client as they are written, and which version stands."""

from uuid import UUID

from kapdesk.desk import Tab
from kapdesk.services import safety_plans
from kapdesk.tabs.stabilization.home import PlanEditor


def bind_plan(tab: Tab, client: UUID, editor: PlanEditor) -> None:
    """Keep every text of the plan as it is written, and say which version was reviewed last."""
    stored = tab.desk.read(safety_plans.texts, client)
    for id_, note in editor.texts().items():
        tab.keep(safety_plans.owner(client), safety_plans.element(id_), note, stored.get(id_, ""))
    last = tab.desk.read(safety_plans.latest, client)
    changed = tab.desk.read(safety_plans.changed_since_review, client)
    words = "Not reviewed yet." if last is None else f"Version {last.number} was reviewed last."
    editor.show_version(f"{words} Changed since." if last is not None and changed else words)
