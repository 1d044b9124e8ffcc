"""Words of instruments that may not be shipped stand nowhere here; they are known by their hashes alone.

The Columbia scale may not be programmed without a licence, and the Stanley-Brown form not without its
authors' permission. Each phrase is kept as the SHA-256 of its words in small letters, one space apart, so
that this file does not hold the words either. Questions of the ASQ are free and stay.
"""

import re
from collections.abc import Collection, Iterator
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOOKED_THROUGH = ("kapdesk", "resources", "tests", "docs")
SUFFIXES = frozenset(
    {".py", ".toml", ".md", ".txt", ".json", ".csv", ".html", ".qss", ".svg", ".ts", ".xml", ".yml", ".yaml"}
)
Known = Collection[tuple[str, int, str]]

FORBIDDEN: frozenset[tuple[str, int, str]] = frozenset(
    {
        ("091e6067", 4, "2d2714d46dff875ad1b8c649c3879f788fbd68b9d86e58457eab04afdde9cb4d"),
        ("193c45b5", 17, "87a1469e36ab0681105f28b6841894f9127547af8946b3b11c1d8b7cf094cbdc"),
        ("4cd0e21a", 7, "fac62367150dbc467e6b31dcb1cb8d6b34967920086a0f0d5274592d4b3f3cf3"),
        ("193c45b5", 9, "e164097a98183ed03df72bb2a68d9dcc1b8929da26744235e678543f74dd8265"),
        ("193c45b5", 9, "793eb99893a20a45dbfa098d98ba6e78f9dfdfade4987e4783bf1583cb642325"),
        ("bcee72e6", 5, "81890965cca17da9e405f06c2c488fb73a15d40fa8a141ef3d664eef04b66706"),
        ("193c45b5", 10, "40b0e9df2ef7573908342adabe66560154e6c9e76e3bff39b1892d796d177357"),
        ("193c45b5", 10, "71aa2caf857202f05a7a972cb2976bf7c9b122fd1bc54b56aa231c51397f068c"),
        ("96879611", 12, "fe92f6ea307dbac25008061a6afa9f6d69845ecd712295024bcc6a36cf3e871a"),
        ("1216b2a8", 4, "797d02b1ea03958285465e9cd1395322566a336b956add522e316d1426199665"),
        ("96879611", 11, "204752239aa0d749aef6cd509b4a4cd4bd31f4caa5728f612787720c46d424bb"),
        ("193c45b5", 13, "b8f307d5cdc1af39f49d0839f1fa60509337028c37b74e1141d70423413d4819"),
        ("a6b46dd0", 6, "e5ddb3ab4f4fd1116b9c6204c6d9d45329e64f09933ec6f70c0aeb5126f841e2"),
        ("96879611", 8, "cc815036f3d69b9d6b9ec9a9031e34f89ad186d0320db91f6e6bee11bf2ae2e4"),
        ("193c45b5", 16, "5722715ee5da3c699590e700c0fb35b057bdb60f8f4cc378056689a57ff9ed04"),
        ("ba0f9509", 9, "b7b4d25a0389653e9db57e2023c04b8a3a64fbdb2c3e5ea32637ae78bc154dcd"),
        ("ac0b52a2", 8, "400558c385de8e5a667d37fe95800bedf60aacf70e58f538a8105ca306f14242"),
        ("193c45b5", 18, "892c9106f641ace1a14318eae0f396df61e5c74598873e8c39e9180ab73b61e6"),
        ("b0f4b2e7", 8, "bf883103580e9ae7c93ba4cb1374d9b4997a5f9bb771d5c7d6d3d4a106aad1d2"),
        ("724e2b46", 4, "72c9938591236ddf40830780e20aeed1639dcdc0afd65e81386d4f72fde51fb5"),
        ("a2d1c681", 5, "4696d3c1049d5448ccdd2e1449e04e409d6e14fae135ca997f2d2347857907b8"),
        ("bcee72e6", 5, "f5ac5fff98b5b7aa6138545cab74c0a9faa1dad97d52987094e2a3862f24be07"),
        ("193c45b5", 15, "3964d0b74f9f4f7a2598bc8c8dfc52a751a2f1c6d3edb822d5093bccf61b1530"),
        ("9150c74c", 15, "b68cb2e0937a4e997576caa3a799da402e8acc4f3b93c4b804ddb68978ddc87c"),
        ("4bd9354b", 13, "84371d98a0b7e127a1e34b3235619f8eade71e239c54fe883f2aa6d35affbbf9"),
        ("8e7fc023", 6, "17216ad64f9edeed84b12a13a708a38fcf1f2331250c3cf93268a37ba080dc2a"),
        ("3bed2cb3", 3, "06ba5a70d75dd3e6f1302f0d04a9fadac4a598eef45a19636e1436cd25b67b7d"),
        ("7e1ddfc8", 15, "c2a39f2cd3fdeeb113a8307623333cd8c848972b43ff5dd74b29aafcd83a74c9"),
        ("d1905cf9", 10, "19a9ab60ee52760d7ae481bae8c8cb357dc8970e71f37e7dad3aa4187acb4ee7"),
        ("c9022680", 7, "4645e051391758b06acc62f15e61909d7fe8156f94300277430a22375c1cd9f9"),
        ("c9022680", 7, "b516734295a74a1128bbc0a9a1828d57b9717d4d7f2b34a73923973f9740ed9c"),
        ("c9022680", 10, "63f2675e09aa5cc867c3c1c5de79a78fa6f35ca96e2383b1bfda946dbc2f5d6a"),
        ("4044c1b4", 9, "3bcc99946e4088a0729e48304304f4fc8913ff499578d0e0c2cdaa3b6e4b4312"),
        ("febb9f32", 4, "b47a91cccddf296285c2086fb5b7e602aeb726f1a878cc3e26a700f7122f3b35"),
        ("febb9f32", 4, "ab8b62cde09f62802de9e88de3959c22f5df06b6bdef4dc76d0f3e5d53d4d38b"),
        ("b9776d7d", 14, "fff9ffb14276771bb3ed9ebd14fab9364b900e9e3b617b48b0514054e03ee19d"),
        ("24ea913e", 8, "fcb4c7835e53bb8896a34203d2c1f525ea10cc942146e4bc01933dae2010277b"),
    }
)
"""First word (eight signs of its hash), number of words, hash of the whole phrase."""


def test_no_file_holds_a_phrase_that_may_not_be_shipped() -> None:
    found = [
        f"{path.relative_to(ROOT)}, line {line}: {count} words that may not stand here"
        for path in _files()
        for line, count in phrases(path.read_text("utf-8", errors="replace"), FORBIDDEN)
    ]
    assert not found, "\n".join(found)


def test_the_search_finds_an_invented_phrase_whatever_its_letters_and_breaks() -> None:
    known = {_hashed("the heron counts its seven quiet stones")}
    assert list(phrases("And so\nThe heron counts\n  # its SEVEN, quiet-stones!", known)) == [(2, 7)]
    assert list(phrases('"The heron counts its "\n"seven quiet stones"', known)) == [(1, 7)]
    assert list(phrases("the heron counts its six quiet stones", known)) == []
    assert list(phrases("the heron counts its seven", known)) == []


def test_a_phrase_in_any_folder_is_found(tmp_path: Path) -> None:
    known = {_hashed("the heron counts its seven quiet stones")}
    hidden = tmp_path / "forms" / "one.toml"
    hidden.parent.mkdir()
    hidden.write_text('label = "The heron counts its seven quiet stones"', "utf-8")
    assert [list(phrases(path.read_text("utf-8"), known)) for path in _in(tmp_path)] == [[(1, 7)]]


def test_enough_is_known_and_looked_through() -> None:
    paths = {path.relative_to(ROOT).as_posix() for path in _files()}
    assert len(FORBIDDEN) >= 30
    assert {"resources/content/instruments/asq.toml", "resources/content/forms/stay-safe-plan.toml"} <= paths
    assert {"kapdesk/domain/screens.py", "tests/test_forbidden_phrases.py", "README.md"} <= paths


def phrases(text: str, known: Known) -> Iterator[tuple[int, int]]:
    """Give the line and the number of words of each known phrase in a text, over the ends of lines too."""
    heads: dict[str, set[tuple[int, str]]] = {}
    for head, count, whole in known:
        heads.setdefault(head, set()).add((count, whole))
    words, lines = _words(text)
    begins: dict[str, set[tuple[int, str]]] = {
        word: here for word in set(words) if (here := heads.get(sha256(word.encode()).hexdigest()[:8]))
    }
    for at, word in enumerate(words):
        for count, whole in begins.get(word, ()):
            if sha256(" ".join(words[at : at + count]).encode()).hexdigest() == whole:
                yield lines[at], count


def _words(text: str) -> tuple[list[str], list[int]]:
    words: list[str] = []
    lines: list[int] = []
    for number, line in enumerate(text.lower().splitlines(), start=1):
        here = re.findall(r"[a-z0-9]+", line)
        words += here
        lines += [number] * len(here)
    return words, lines


def _hashed(phrase: str) -> tuple[str, int, str]:
    words, _ = _words(phrase)
    head, whole = sha256(words[0].encode()), sha256(" ".join(words).encode())
    return head.hexdigest()[:8], len(words), whole.hexdigest()


def _files() -> list[Path]:
    return [path for name in LOOKED_THROUGH for path in _in(ROOT / name)] + sorted(ROOT.glob("*.md"))


def _in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.suffix in SUFFIXES and path.is_file())
