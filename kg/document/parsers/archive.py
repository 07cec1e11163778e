"""What every Office file must pass before it is opened: a sound archive, of a sane size, with plain XML."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from kg.apart import RefusedError
from kg.document.parts import Remark

MEMBERS = 5_000
MEMBER = 64 << 20
TOTAL = 256 << 20
"""Bytes unpacked; an agreement of some hundred pages has less than one million."""
ENCRYPTED = 0x1
UNSAFE_NAME = re.compile(r"(?:^|[/\\])\.\.(?:[/\\]|$)|^[/\\]|^[A-Za-z]:|[\x00-\x1f\x7f]")
RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


def check(stream: BinaryIO, wanted: str) -> list[Remark]:
    """Refuse an archive that is not sound or has no member `wanted`; give what is to be remarked of it.

    The sizes that the archive declares are judged first: zipfile reads no more than they say.
    """
    try:
        with ZipFile(stream) as archive:
            _check_members(archive.infolist())
            if wanted not in archive.namelist():
                raise RefusedError("other", wanted)
            remarks = list(_remarks(archive))
    except (BadZipFile, EOFError, NotImplementedError, OSError, zlib.error) as error:
        raise RefusedError("broken", str(error)) from error
    stream.seek(0)
    return remarks


def _check_members(members: list[ZipInfo]) -> None:
    if any(member.flag_bits & ENCRYPTED for member in members):
        raise RefusedError("encrypted")
    if len(members) > MEMBERS or sum(member.file_size for member in members) > TOTAL:
        raise RefusedError("bomb")
    for member in members:
        if member.file_size > MEMBER:
            raise RefusedError("bomb", member.filename)
        if UNSAFE_NAME.search(member.filename):
            raise RefusedError("name", member.filename)


def _remarks(archive: ZipFile) -> Iterator[Remark]:
    """Read every XML member, so that none with a DOCTYPE is ever given to a parser that would obey it."""
    for name in archive.namelist():
        if name.endswith((".xml", ".rels")):
            yield from _external(_tree(archive, name))
        elif name.rpartition("/")[2].lower() == "vbaproject.bin":
            yield Remark("macros")
        else:
            archive.read(name)  # its checksum must hold, too


def _tree(archive: ZipFile, name: str) -> ElementTree:
    try:
        return ElementTree.fromstring(archive.read(name), forbid_dtd=True)
    except DefusedXmlException as error:
        raise RefusedError("doctype", name) from error
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise RefusedError("broken", f"{name}: {error}") from error


def _external(tree: ElementTree) -> Iterator[Remark]:
    for each in tree.iter(RELATIONSHIP):
        if each.get("TargetMode") == "External" and not each.get("Type", "").endswith("/hyperlink"):
            yield Remark("external", each.get("Target", ""))
