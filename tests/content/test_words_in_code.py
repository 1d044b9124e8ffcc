"""Every clinical word is in the content files, with version, source and licence: none hides in the code."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CODE, CONTENT = ROOT / "kapdesk", ROOT / "resources" / "content"

QUESTION = re.compile(r"\w.*\?")
FEWEST = 4
SPOKEN = re.compile(r"\b(you|your|yours|yourself)\b", re.IGNORECASE)
"""Words to the client: nobody else is spoken to about these things."""
ABOUT = re.compile(
    r"\b(feel\w*|felt|body|breath\w*|notice\w*|sleep\w*|remember\w*|hurt\w*|thoughts?|mood|safe|alone|tonight"
    r"|touch\w*|scents?|smell\w*|session|journey|medicine\w*|drive|drink|eat|walk\w*|stand)\b",
    re.IGNORECASE,
)
CARE = re.compile(
    r"\b(inhal\w*|exhal\w*|breathe\b|breathing|alcohol|cannabis|glucose|sauna|fasting|pregnan\w*|dizz\w*|faint(s|ed"
    r"|ing)\b|vomit\w*|seizure\w*|hallucin\w*|driving|sedatives?|headaches?|worthless\w*|hopeless\w*|nightmares?"
    r"|panic|yes or no)\b",
    re.IGNORECASE,
)
LONG = 5

ALLOWED = {
    "domain/somatic.py": "joins the label of a practice, which is content, to a question of our own",
    "places/clients/form.py": "asks the therapist whether a client is in the list already",
    "places/week": "asks the therapist where a file goes, and says what is in it",
    "places/practice": "asks whoever runs the clinic about its own settings",
    "tabs/documents/panels.py": "asks the therapist where a file goes",
    "tabs/documents/leaving_out.py": "asks the therapist what to print",
    "tabs/documents/tab.py": "tells the therapist what stands where they write nothing",
    "tabs/integration/page.py": "the name of a list of the program's own",
    "tabs/measures/tab.py": "asks the therapist whether an entry is struck",
    "tabs/stabilization/ending.py": "the name of a field of the monitoring form; its wording is that form's",
    "domain/adverse_events.py": "the definition of a serious event, with its source (ICH E2A)",
    "bench": "questions put to the database past the services, to compare with",
    "services/rehearsal": "invented people, who are content of the practice room alone",
    "tour": "invented people, as above",
    "app": "asks whoever sits there about the record, never about a client",
    "ui": "speaks of the program: keys, files, windows; it knows no client",
    "store": "speaks of disks and files",
    "cli.py": "speaks of files",
    "reports/discharge_summary.py": "the headings of the client's page; the advice below them is content",
    "reports/escort_sheet.py": "the headings of the escort's page; the advice below them is content",
    "reports/stay_safe_plan.py": "the headings of the plan; its questions are content",
    "services/printed_home.py": "says what is recorded of the plan, and that something was left out",
    "services/printed_withheld.py": "says that something was left out",
}
"""Where such a sentence may stand, and why; a folder stands for every file in it."""


def _literals(path: Path) -> Iterator[tuple[int, str]]:
    """Yield every text in a file that is no docstring, an f-string as one with its places left open."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    parts = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield node.lineno, "".join(_text(part) for part in node.values)
            continue
        value = getattr(node, "value", None) if isinstance(node, ast.Constant) else None
        if isinstance(value, str) and id(node) not in told and id(node) not in parts:
            yield getattr(node, "lineno", 0), value


def _text(part: ast.expr) -> str:
    return str(part.value) if isinstance(part, ast.Constant) else "…"


REFUSAL = re.compile(r"\b(No result was made|[Nn]othing was|texts are not touched)\b")
"""What a sentence says that tells what became of the data: it is about the program, not about care."""


def is_clinical(text: str) -> bool:
    """Return whether a text looks like a question or an instruction of care."""
    if REFUSAL.search(text):
        return False
    count = len(text.split())
    if count >= FEWEST and QUESTION.search(text) and not text.startswith(("(?", "^", "\\")):
        return True
    spoken = SPOKEN.search(text) and ABOUT.search(text)
    return count >= LONG and bool(spoken or CARE.search(text))


def is_allowed(path: Path) -> bool:
    name = path.relative_to(CODE).as_posix()
    return any(name == one or name.startswith((f"{one}/", f"{one}_")) for one in ALLOWED)


def test_no_clinical_sentence_stands_in_the_code() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line}: {text[:100]}"
        for path in sorted(CODE.rglob("*.py"))
        if not is_allowed(path)
        for line, text in _literals(path)
        if is_clinical(text)
    ]
    assert found == []


def test_every_place_on_the_list_is_there_with_a_reason() -> None:
    for name, reason in ALLOWED.items():
        assert reason
        assert (CODE / name).exists() or list(CODE.glob(f"{name}_*")), name


@pytest.mark.parametrize(
    ("text", "clinical"),
    [
        ("Do you know where you are?", True),
        ("What in your body needs attention", True),
        ("Breathe out slowly, longer than in", True),
        ("No alcohol or cannabis until tomorrow", True),
        ("Nothing was changed. Open the client again.", False),
        ("Recorded by, at", False),
        ("session_state", False),
    ],
)
def test_the_search_tells_care_from_the_programs_own_words(text: str, *, clinical: bool) -> None:
    assert is_clinical(text) is clinical


@pytest.mark.parametrize("path", sorted(CONTENT.rglob("*.toml")), ids=lambda path: path.stem)
def test_every_content_file_says_its_version_source_and_licence(path: Path) -> None:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    assert isinstance(data["version"], int)
    assert data["version"] >= 1
    assert data["source"].strip()
    assert data["licence"].strip()
    assert data["title"].strip()


def test_an_older_version_stays_beside_a_newer_one() -> None:
    """Where a file is at a later version, every one before it is there too, under its own name."""
    versions: dict[tuple[str, str], set[int]] = {}
    for path in CONTENT.rglob("*.toml"):
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        versions.setdefault((data["kind"], data["id"]), set()).add(data["version"])
    gone = {key: seen for key, seen in versions.items() if seen != set(range(1, max(seen) + 1))}
    assert gone == {}
