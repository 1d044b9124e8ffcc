"""What kapdesk says about itself: each part with its version here and the whole name of its licence."""

from kapdesk.services.about import STATEMENT, about
from kapdesk.services.record import Record


def test_every_part_names_its_licence_whole(record: Record) -> None:
    said = about(record)
    licences = {part.name: part.licence for part in said.components}
    assert licences["PySide6-Essentials"] == "LGPL-3.0"
    assert licences["SQLAlchemy"] == "MIT"
    assert licences["reportlab"] == "BSD-3-Clause"
    for part in said.components:
        assert part.version
        assert "opyright" not in part.licence
        assert not part.licence[-1].isspace()


def test_it_says_what_kapdesk_does_not_do_and_where_the_record_lies(record: Record) -> None:
    said = about(record)
    assert said.statement == STATEMENT
    assert said.record == str(record.store.path)
    assert said.time_zones == next(part.version for part in said.components if part.name == "tzdata")
