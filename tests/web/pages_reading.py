"""A page as a tree of elements, read strictly: an element left open or closed twice is an error."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"br", "img", "input", "link", "meta", "wbr"}


@dataclass
class Element:
    """An element with its attributes, its texts and elements in order, and what it stands in."""

    tag: str
    attributes: dict[str, str]
    parent: Element | None
    children: list[Element | str] = field(default_factory=list)

    def every(self, tag: str = "", **attributes: str) -> list[Element]:
        """Give the elements inside this one with the tag, the attributes and, among others, the class."""
        return [one for one in self.inside() if one.fits(tag, attributes)]

    def one(self, tag: str = "", **attributes: str) -> Element:
        """Give the only such element."""
        (found,) = self.every(tag, **attributes)
        return found

    def fits(self, tag: str, attributes: dict[str, str]) -> bool:
        wanted = dict(attributes)
        style = wanted.pop("class_", "")
        has_class = not style or style in self.attributes.get("class", "").split()
        return tag in ("", self.tag) and has_class and wanted.items() <= self.attributes.items()

    def inside(self) -> Iterator[Element]:
        """Give every element inside this one, in the order of the page."""
        for child in self.children:
            if isinstance(child, Element):
                yield child
                yield from child.inside()

    def texts(self) -> Iterator[tuple[str, Element]]:
        """Give every text with the element that it stands in directly."""
        for child in self.children:
            if isinstance(child, Element):
                yield from child.texts()
            else:
                yield child, self

    @property
    def text(self) -> str:
        return "".join(text for text, _ in self.texts())

    @property
    def language(self) -> str:
        """The language that the element's text is declared to be in."""
        if "lang" in self.attributes:
            return self.attributes["lang"]
        return self.parent.language if self.parent else ""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.top = self.at = Element("", {}, None)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"an attribute twice in <{tag}>"
        element = Element(tag, {name: value or "" for name, value in attrs}, self.at)
        self.at.children.append(element)
        if tag not in VOID:
            self.at = element

    def handle_endtag(self, tag: str) -> None:
        assert tag == self.at.tag, f"</{tag}> ends <{self.at.tag}>"
        assert self.at.parent is not None
        self.at = self.at.parent

    def handle_data(self, data: str) -> None:
        self.at.children.append(data)


def read_page(text: str) -> Element:
    """Read a page; AssertionError when its elements do not nest."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    assert reader.at is reader.top, f"<{reader.at.tag}> is left open"
    return reader.top


def said(element: Element) -> str:
    """Give an element's text as it is read: white space is one space."""
    return " ".join(element.text.split())
