"""The line over a tab of something retracted says when, by whom and why, and that it no longer prints."""

from datetime import UTC, datetime
from uuid import uuid4

from kapdesk.app.sealed_tabs import sentence
from kapdesk.domain.signing import Of, Standing, Verdict, Withdrawal

AT = datetime(2026, 11, 22, 14, 0, tzinfo=UTC)
ZONE = "America/New_York"


def test_a_retracted_session_reads_as_retracted_with_its_day_and_never_as_signed() -> None:
    gone = Withdrawal("the sister's day", "J. Adler, LMFT", "Dr N. Rowe, MD", AT)
    stands = Standing(
        Of.SESSION, uuid4(), uuid4(), AT, ZONE, "J. Adler, LMFT", Verdict.VALID, late=False, content_hash="",
        retraction=gone,
    )  # fmt: skip
    assert sentence(stands) == (
        "RETRACTED 22-Nov-2026 09:00 by J. Adler, LMFT and Dr N. Rowe, MD: the sister's day. It belongs to "
        "another client, is kept, and no longer prints."
    )
