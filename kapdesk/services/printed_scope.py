"""What each document leaves out on purpose: by table or by column of the record, with the reason."""

from collections.abc import Mapping

_TOLD = "what was told and seen stays in the room"
_PROCESS = {
    "timeline": _TOLD,
    "insight": _TOLD,
    "work_item": _TOLD,
    "work_look": _TOLD,
    "note": "texts of preparation, debrief and integration are process material",
    "revision": "earlier wordings of texts",
    "integration_note": "integration is process material",
    "consent_event": "choices made in the room",
    "somatic_plan": "practices agreed for the days after are the client's own",
    "withheld": "decides what is printed",
    "clock_jump": "about the machine; stands in the session summary",
    "transcription": "about sheets of paper; stands in the session summary",
    "transcribed": "about sheets of paper; stands in the session summary",
    "session_state": "steps of the session; they stand in the session summary",
    "life_item": "what is carried on is process material",
    "life_look": "what is carried on is process material",
    "meaning": "what it means is the client's own",
    "process_note": "private notes of one author print nowhere",
    "embodiment_step": "steps of coming back; they stand in the session summary",
}
_CLINICAL = {
    "answer": "answers to single questions are for the clinic",
    "dose": "no drug names on pages that are taken home",
    "vital": "no measurements on pages that are taken home",
    "adverse_event": "told to the client by word, not by list",
    "screen": "no screens or results on pages that are taken home",
    "measure": "no scores on pages that are taken home",
    "override": "decisions of the clinic",
    "clearance": "decisions of the clinic",
    "discharge": "the day's outcome is for the clinic; the time of leaving is printed",
    "means_action": "may name what is dangerous to others who read the page",
    "contact": "the clinic's own list",
    "task": "the clinic's own list",
}
_SESSION = {
    "session.number": "no codes on pages that are taken home",
    "session.setting": "the client knows it",
    "session.room": "the client knows it",
    "session.medical_name": "decisions of the clinic",
    "session.medical_role": "decisions of the clinic",
    "session.escort_exception": "decisions of the clinic",
    "session.planned_for": "what took place is printed",
    "session.signed_at": "stands at the foot of a signed page",
}
_ESCORT = {
    "escort.phone": "somebody else's number",
    "escort.recognised": "for the clinic",
    "escort.drives": "for the clinic",
    "escort.tonight": "said on the client's page",
}
_PLAN = {"safety_plan": "the client's own plan has a page of its own"}
_VISITS = {"appointment": "the next visits have a page of their own"}

LEFT_OUT: Mapping[str, Mapping[str, str]] = {
    "discharge": {
        **_PROCESS, **_CLINICAL, **_SESSION,
        "escort.phone": _ESCORT["escort.phone"], "escort.recognised": "for the clinic",
        "escort.drives": "for the clinic",
        "safety_plan.observer": "the plan has a page of its own",
        "safety_plan.likelihood": "the plan has a page of its own",
        "safety_plan.kept_where": "printed inside a sentence",
        "appointment.reason": "a note for the diary",
    },
    "escort": {
        **_PROCESS, **_CLINICAL, **_SESSION, **_ESCORT, **_PLAN, **_VISITS,
        "session.opened_at": "nothing of the session",
    },
    "plan": {
        **_PROCESS, **_CLINICAL, **_SESSION, **_VISITS,
        "session.opened_at": "nothing of the session", "session.ended_at": "nothing of the session",
        "escort": "the plan is not about one day", "safety_plan.observer": "the plan is the client's",
        "safety_plan.happened_at": "printed as a day in full",
    },
    "card": {
        **_PROCESS, **_CLINICAL, **_SESSION, **_PLAN,
        "session.opened_at": "nothing of the session", "session.ended_at": "nothing of the session",
        "escort": "the card is about visits", "appointment.reason": "a note for the diary",
    },
    "provider": {
        **_PROCESS,
        "answer": "answers to single questions stand in the session summary",
        "measure.alarms": "an alarm is about one answer; the act it led to is printed",
        "contact.text": "what was said in a contact is process material",
        "contact.concern": "printed with what came of it",
        "escort.phone": "somebody else's number", "escort.recognised": "stands in the session summary",
        "escort.drives": "stands in the session summary", "escort.tonight": "other people's own",
        "session.room": "stands in the session summary",
        "session.planned_for": "what took place is printed",
        "session.escort_exception": "printed where no escort is named",
        "safety_plan.likelihood": "the plan has a page of its own",
        "safety_plan.kept_where": "the plan has a page of its own",
        "task.text": "only what is still to be done is printed",
        "task.done_at": "only what is still to be done is printed",
        "task.done_note": "only what is still to be done is printed",
        "appointment.therapist_id": "printed as the name",
    },
}  # fmt: skip
"""By the key of the document. What is not named here, and was recorded, stands on its pages."""
