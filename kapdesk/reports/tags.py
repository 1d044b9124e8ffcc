"""The order a screen reader follows: headings, paragraphs and tables, written into the PDF with its pages."""

from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

_ROOT = "structure"


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


def lay_over(document: Any, root: Node, pages: int) -> None:
    """Write the tree of nodes into a document of so many pages that is not closed yet.

    One pass over the nodes and one over the pages, so that a page costs the same in a long document.
    """
    from reportlab.pdfbase import pdfdoc

    known: Any = pdfdoc
    laying = _Laying(document, pages)
    number = laying.number(_ROOT)
    first = laying.element(root, number)
    laying.put(
        number, f"<< /Type /StructTreeRoot /K {first} 0 R /ParentTree << /Nums [ {laying.owners()} ] >> >>"
    )
    document.Catalog.StructTreeRoot = known.PDFObjectReference(_ROOT)
    document.Catalog.MarkInfo = known.PDFDictionary({"Marked": "true"})
    for place in range(pages):
        page = document.idToObject[_page(place)]
        page.StructParents, page.Tabs = place, known.PDFName("S")
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]


def text_string(words: str) -> str:
    """Return words as a string of a PDF, whatever their letters."""
    return f"<FEFF{words.encode('utf-16-be', 'surrogatepass').hex()}>"


class _Laying:
    """A document while its structure is written: which object each page is, and what lies on each."""

    def __init__(self, document: Any, pages: int) -> None:
        """Begin with nothing written."""
        self._document = document
        self._numbers: dict[str, tuple[int, int]] = document.idToObjectNumberAndVersion
        self._places = [self._numbers[_page(place)][0] for place in range(pages)]
        self._on_page: list[list[tuple[int, int]]] = [[] for _ in range(pages)]

    def number(self, name: str = "") -> int:
        """Give the next object of the file a place and return its number."""
        name = name or f"part{self._document.objectcounter}"
        self._document.Reference(b"", name)
        return self._numbers[name][0]

    def put(self, number: int, text: str) -> None:
        """Say what stands at a place."""
        self._document.idToObject[self._document.numberToId[number]] = text.encode("ascii")

    def element(self, node: Node, parent: int) -> int:
        """Write one node and all it holds; note which marks are its own."""
        number = self.number()
        held: list[str] = []
        for kid in node.kids:
            if isinstance(kid, Mark):
                self._on_page[kid.page].append((kid.number, number))
                held.append(f"<< /Type /MCR /Pg {self._places[kid.page]} 0 R /MCID {kid.number} >>")
            else:
                held.append(f"{self.element(kid, number)} 0 R")
        more = f"{_table_facts(node)}{_said('Alt', node.alt)}{_said('ActualText', node.actual)}"
        kids = " ".join(held)
        self.put(number, f"<< /Type /StructElem /S /{node.role} /P {parent} 0 R{more} /K [ {kids} ] >>")
        return number

    def owners(self) -> str:
        """Return for each page which node each of its stretches belongs to, in their order."""
        found: list[str] = []
        for place, marks in enumerate(self._on_page):
            owners = " ".join(f"{number} 0 R" for _, number in sorted(marks, key=itemgetter(0)))
            found.append(f"{place} [ {owners} ]")
        return " ".join(found)


def _page(place: int) -> str:
    """Return the name by which the PDF writer knows a page."""
    return f"Page{place + 1}"


def _said(name: str, words: str) -> str:
    return f" /{name} {text_string(words)}" if words else ""


def _table_facts(node: Node) -> str:
    """Say what a heading cell is the head of, and across how many columns a cell stands."""
    if not node.scope and node.across <= 1:
        return ""
    scope = f" /Scope /{node.scope}" if node.scope else ""
    across = f" /ColSpan {node.across}" if node.across > 1 else ""
    return f" /A << /O /Table{scope}{across} >>"
