"""What ships with kapdesk is found in a checkout as in an installed package."""

from kapdesk.domain.resources import resource_folder


def test_the_shipped_fonts_and_texts_are_where_the_program_looks() -> None:
    folder = resource_folder()
    assert (folder / "fonts").is_dir()
    assert (folder / "content").is_dir()
