"""The order a screen reader follows: headings, paragraphs and tables, laid over a finished PDF."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pypdf import PdfWriter
    from pypdf.generic import DictionaryObject, IndirectObject, PdfObject


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of one page (counted from 0) that belongs to a node, by its number on that page."""

    page: int
    number: int


@dataclass(slots=True)
class Node:
    """A heading, paragraph, list or table part: what it is and what it holds, in reading order.

    `actual` are the words as they were typed, where paper shows their signs in another order or form; `alt`
    says a drawing in a sentence.
    """

    role: str
    kids: list["Node | Mark"] = field(default_factory=list["Node | Mark"])
    scope: str = ""
    actual: str = ""
    across: int = 1
    alt: str = ""

    def add(self, role: str, *, scope: str = "", across: int = 1, alt: str = "") -> "Node":
        """Add a part to this one and return it; a cell may stand across several columns."""
        part = Node(role, scope=scope, across=across, alt=alt)
        self.kids.append(part)
        return part


def lay_over(pdf: bytes, root: Node, title: str, language: str) -> bytes:
    """Return the PDF with its structure, title and language set, and no other trace of its making."""
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf)))
    _structure(writer, root)
    _catalog(writer, language)
    _searchable(writer)
    writer.metadata = {"/Title": title, "/Creator": "kapdesk", "/Producer": "kapdesk"}
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _catalog(writer: "PdfWriter", language: str) -> None:
    """Say that the document is tagged, in which language, and that its title is to be shown."""
    from pypdf.generic import BooleanObject, DictionaryObject, NameObject, TextStringObject

    catalog = writer.root_object
    catalog[NameObject("/MarkInfo")] = DictionaryObject({NameObject("/Marked"): BooleanObject(value=True)})
    catalog[NameObject("/ViewerPreferences")] = DictionaryObject(
        {NameObject("/DisplayDocTitle"): BooleanObject(value=True)}
    )
    catalog[NameObject("/Lang")] = TextStringObject(language)


def _structure(writer: "PdfWriter", root: Node) -> None:
    """Write the tree of nodes and, for each page, which node each of its stretches belongs to."""
    from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject

    tree = DictionaryObject({NameObject("/Type"): NameObject("/StructTreeRoot")})
    tree_ref = _keep(writer, tree)
    owners: dict[Mark, IndirectObject] = {}
    tree[NameObject("/K")] = _element(writer, root, tree_ref, owners)
    numbers = ArrayObject()
    for index, page in enumerate(writer.pages):
        on_page = sorted((mark.number, ref) for mark, ref in owners.items() if mark.page == index)
        numbers.extend([NumberObject(index), ArrayObject(ref for _, ref in on_page)])
        page[NameObject("/StructParents")] = NumberObject(index)
        page[NameObject("/Tabs")] = NameObject("/S")
    tree[NameObject("/ParentTree")] = DictionaryObject({NameObject("/Nums"): numbers})
    writer.root_object[NameObject("/StructTreeRoot")] = tree_ref


def _element(
    writer: "PdfWriter", node: Node, parent: "IndirectObject", owners: "dict[Mark, IndirectObject]"
) -> "IndirectObject":
    """Write one node and all it holds; note which marks are its own."""
    from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject

    element = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/StructElem"),
            NameObject("/S"): NameObject(f"/{node.role}"),
            NameObject("/P"): parent,
        }
    )
    if node.scope or node.across > 1:
        element[NameObject("/A")] = _table_facts(node)
    if node.alt:
        element[NameObject("/Alt")] = TextStringObject(node.alt)
    if node.actual:
        element[NameObject("/ActualText")] = TextStringObject(node.actual)
    ref = _keep(writer, element)
    held = ArrayObject()
    for kid in node.kids:
        if isinstance(kid, Mark):
            owners[kid] = ref
            held.append(_stretch(writer, kid))
        else:
            held.append(_element(writer, kid, ref, owners))
    element[NameObject("/K")] = held
    return ref


def _table_facts(node: Node) -> "DictionaryObject":
    """Say what a heading cell is the head of, and across how many columns a cell stands."""
    from pypdf.generic import DictionaryObject, NameObject, NumberObject

    said = DictionaryObject({NameObject("/O"): NameObject("/Table")})
    if node.scope:
        said[NameObject("/Scope")] = NameObject(f"/{node.scope}")
    if node.across > 1:
        said[NameObject("/ColSpan")] = NumberObject(node.across)
    return said


def _stretch(writer: "PdfWriter", mark: Mark) -> "DictionaryObject":
    """Point at a marked stretch of a page."""
    from pypdf.generic import DictionaryObject, NameObject, NumberObject

    return DictionaryObject(
        {
            NameObject("/Type"): NameObject("/MCR"),
            NameObject("/Pg"): writer.pages[mark.page].indirect_reference,
            NameObject("/MCID"): NumberObject(mark.number),
        }
    )


def _keep(writer: "PdfWriter", thing: "PdfObject") -> "IndirectObject":
    """Give an object a place of its own in the file."""
    return writer._add_object(thing)  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]  (pypdf has no public door for new objects)


def _searchable(writer: "PdfWriter") -> None:
    """Let no sign be copied out as a zero: each font says that its empty sign is the replacement mark."""
    from pypdf.generic import StreamObject

    for stream in _letter_maps(writer):
        if isinstance(stream, StreamObject):
            stream.set_data(stream.get_data().replace(b"<0000>", b"<FFFD>"))


def _letter_maps(writer: "PdfWriter") -> "Iterator[PdfObject]":
    """Find the table of each font that says which letter a sign stands for, once each."""
    seen: set[int] = set()
    for page in writer.pages:
        resources: Any = page["/Resources"]
        for font in resources.get("/Font", {}).values():
            letters = font.get_object().raw_get("/ToUnicode")
            if letters.idnum not in seen:
                seen.add(letters.idnum)
                yield letters.get_object()
