"""The page on security promises only what a test proves: every proof it names is there."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "SECURITY.md").read_text(encoding="utf-8")
PROOF = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")


def promises() -> list[str]:
    """Return each promise of the page with the proofs it names."""
    protected = PAGE.split("## What is limited")[0]
    return re.split(r"\n- ", protected)[1:]


def test_every_proof_that_the_page_names_is_there() -> None:
    named = PROOF.findall(PAGE)
    assert len(named) > 30
    for path, name in named:
        tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
        assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}, (
            f"{path}::{name}"
        )


def test_no_promise_stands_without_a_proof() -> None:
    for promise in promises():
        assert PROOF.search(promise), promise
