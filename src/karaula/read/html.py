"""HTML: the words of a page in order, without what steers or sells around them (lxml)."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from karaula.evidence.document import Cell, PassageKind
from karaula.read.blocks import Block, Mark
from karaula.read.decode import decode
from karaula.read.errors import ReadError
from karaula.read.furniture import LINKS, MANY_LINKS
from karaula.read.html_facts import facts_of_page
from karaula.read.html_parts import cells_of, footnotes, is_data, reason_aside
from karaula.read.lines import is_caption, note_marks, note_number
from karaula.read.parse import Parsed

_UNREAD = frozenset(
    re.split(
        r"\s",
        "script style noscript template svg math head iframe object canvas audio video select "
        "option textarea button datalist map",
    )
)
_BLOCKS = frozenset(
    re.split(
        r"\s",
        "address article aside blockquote body caption center dd details dialog div dl dt fieldset "
        "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav "
        "ol p pre section summary table tbody td tfoot th thead tr ul",
    )
)
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset=[\"']?\s*([\w-]{2,30})", re.IGNORECASE)
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_NUMBER = re.compile(r"[-+−]?[\d.,  %]*\d[\d.,  %]*")
LINK_SHARE = 0.8


def parse_html(path: Path, data: bytes, *, encoding: str | None = None) -> Parsed:
    """Parse a page; nothing is fetched and no entity is expanded.

    Raises :class:`ReadError` where there are no words in it.
    """
    import lxml.html

    text, found = _decoded(data, encoding, path)
    parser = lxml.html.HTMLParser(huge_tree=False, no_network=True, recover=True)
    words = re.sub(r"^\s*<\?xml[^>]*\?>", "", text.replace("\0", ""))
    try:
        root = lxml.html.document_fromstring(words, parser=parser)
    except (lxml.etree.LxmlError, ValueError, AssertionError) as error:
        raise ReadError("is no HTML that can be read", path, "save the page again") from error
    page = _Page(root)
    page.walk()
    if not page.blocks:
        raise ReadError(
            "holds no words: its text may be loaded by a script",
            path,
            "open it in a browser and save it as PDF",
        )
    blocks = _menus(page.blocks, page.link_shares)
    return Parsed("\n\n".join(page.parts), blocks, facts_of_page(root), encoding=found)


def _decoded(data: bytes, encoding: str | None, path: Path) -> tuple[str, str]:
    """The encoding that is told; what the page names itself, if it fits; what the bytes show."""
    named = _CHARSET.search(data[:4096])
    if encoding is None and named:
        try:
            return decode(data, named[1].decode("ascii"), path)
        except ReadError:
            pass
    return decode(data, encoding, path)


class _Page:
    """Walks the tree once, without recursion, and gathers blocks."""

    def __init__(self, root: Any) -> None:
        self.root = root
        self.parts: list[str] = []
        self.blocks: list[Block] = []
        self.link_shares: list[float] = []
        self._at = 0
        self._words: list[str] = []
        self._marks: list[tuple[str, int]] = []
        self._linked = 0
        self._in_link = 0
        self._reasons: list[tuple[Any, str]] = []
        self._kinds: list[tuple[Any, PassageKind, int | None]] = []
        self._note: str | None = None
        self._anchors, self._notes = footnotes(root)

    def walk(self) -> None:
        from lxml import etree

        walk = etree.iterwalk(self.root, events=("start", "end", "comment", "pi"))
        for event, element in walk:
            if event == "start":
                tag = element.tag
                if tag in _UNREAD:
                    walk.skip_subtree()
                elif tag == "table" and is_data(element):
                    self._flush()
                    self._table(element)
                    walk.skip_subtree()
                else:
                    self._start(element, tag)
            elif event == "end":
                self._end(element, element.tag)
            if event in ("end", "comment", "pi") and element is not self.root:
                self._say(element.tail)
        self._flush()

    def _start(self, element: Any, tag: str) -> None:
        if tag in _BLOCKS:
            self._flush()
        if reason := reason_aside(element, tag):
            self._flush()
            self._reasons.append((element, reason))
        for name in (element.get("id"), element.get("name") if tag == "a" else None):
            if name in self._notes:
                self._note = self._notes[name]
        level = int(tag[1]) if re.fullmatch(r"h[1-6]", tag) else None
        kind: PassageKind | None = (
            "heading"
            if level
            else "list_item"
            if tag in ("li", "dd")
            else "caption"
            if tag in ("caption", "figcaption")
            else None
        )
        if kind:
            self._kinds.append((element, kind, level))
        if tag == "a":
            self._in_link += 1
        if tag == "br":
            self._words.append("\n")
        if element in self._anchors:
            self._marks.append((self._anchors[element], self._length()))
            element.text = None  # the number stands for the note and is no word of the text
            for child in list(element):
                element.remove(child)
        raised = tag == "sup" and element.text and element.text.strip().isdecimal()
        said = element.text.strip().translate(_SUPERSCRIPT) if raised else element.text
        self._say(said)

    def _end(self, element: Any, tag: str) -> None:
        if tag in _BLOCKS:
            self._flush()
        if tag == "a":
            self._in_link -= 1
        if self._reasons and self._reasons[-1][0] is element:
            self._flush()
            self._reasons.pop()
        if self._kinds and self._kinds[-1][0] is element:
            self._kinds.pop()

    def _say(self, said: str | None) -> None:
        """Add words; runs of blanks become one, as a browser shows them."""
        if not said:
            return
        plain = re.sub(r"[ \t\r\n\f]+", " ", said)
        if plain.startswith(" ") and (not self._words or self._words[-1].endswith((" ", "\n"))):
            plain = plain[1:]
        if plain:
            self._words.append(plain)
            self._linked += len(plain.strip()) if self._in_link else 0

    def _length(self) -> int:
        return sum(map(len, self._words))

    def _flush(self) -> None:
        said = "".join(self._words)
        lead = len(said) - len(said.lstrip())
        body = said.strip()
        marks, linked = self._marks, self._linked
        self._words, self._marks, self._linked = [], [], 0
        if not body:
            return
        number = self._note or note_number(body)
        self._note = None
        found = [Mark(number=name, at=self._at + max(0, at - lead)) for name, at in marks]
        found += [Mark(number=n, at=self._at + at) for n, at in note_marks(body, 0, len(body))]
        kind: PassageKind = "caption" if is_caption(body) else "paragraph"
        level = None
        if self._kinds:
            _, kind, level = self._kinds[-1]
        if number:
            kind, level = "footnote", None
            found = [mark for mark in found if mark.at > self._at]
        self._add(kind, body, level=level, number=number, marks=tuple(found))
        self.link_shares[-1] = linked / len(body)

    def _add(
        self,
        kind: PassageKind,
        said: str,
        *,
        level: int | None = None,
        number: str | None = None,
        marks: tuple[Mark, ...] = (),
        cells: tuple[Cell, ...] = (),
    ) -> None:
        self.blocks.append(
            Block(
                kind=kind,
                start=self._at,
                end=self._at + len(said),
                level=level,
                number=number,
                marks=marks,
                cells=cells,
                set_aside=self._reasons[0][1] if self._reasons else None,
            )
        )
        self.link_shares.append(0.0)
        self.parts.append(said)
        self._at += len(said) + 2

    def _table(self, table: Any) -> None:
        """Rows as lines, cells between tabs; its caption goes before it."""
        for caption in table.iter("caption"):
            if said := " ".join(caption.text_content().split()):
                self._add("caption", said)
        cells: list[Cell] = []
        lines: list[str] = []
        at = self._at
        rows = [cells_of(row) for row in table.iter("tr")]
        for row, found in enumerate(row for row in rows if row):
            place, column = at, 0
            for words, span, heads in found:
                first = row == 0 and not any(_NUMBER.fullmatch(said[:40]) for said, _, _ in found)
                cells.append(
                    Cell(
                        row=row,
                        column=column,
                        start=place,
                        end=place + len(words),
                        header=first or (heads and row == 0),
                    )
                )
                column += span
                place += len(words) + 1
            lines.append("\t".join(words for words, _, _ in found))
            at += len(lines[-1]) + 1
        self._add("table", "\n".join(lines), cells=tuple(cells))


def _menus(blocks: list[Block], shares: list[float]) -> list[Block]:
    """Runs of lines that are nearly all link are menus, whatever their tags say."""
    out = list(blocks)
    run: list[int] = []
    for at in range(len(blocks) + 1):
        if (
            at < len(blocks)
            and shares[at] >= LINK_SHARE
            and blocks[at].kind in ("list_item", "paragraph")
        ):
            run.append(at)
            continue
        if len(run) >= MANY_LINKS:
            for place in run:
                out[place] = replace(out[place], set_aside=out[place].set_aside or LINKS)
        run = []
    return out
