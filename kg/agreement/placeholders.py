"""Names that are not filled in, or masked: ○○町, □□市長, ＊＊県."""

from __future__ import annotations

import re

from kg.agreement.reading import Reading
from kg.agreement.wording import Wording
from kg.errors import Message

MASK = "[○◯〇●◎△▲□■◇◆×✕*_]"
# One 〇 alone may be a numeral.
MASKED = re.compile(rf"(?!〇[^〇]){MASK}{{1,8}}(?:都|道|府|県|市|区|町|村)(?:長|知事)?")


def object_to_placeholders(reading: Reading, forms: Wording) -> None:
    """Note each masked name of a local government or its head; the circle before a title masks none."""
    for line in reading.document.lines:
        titled = forms.title.fullmatch(line.text) or forms.document_title.fullmatch(line.text)
        for match in MASKED.finditer(line.text, titled.start("title") if titled else 0):
            words = reading.group(line, match, 0)
            named = {"words": words.exact}
            what = Message("This stands for a name that is not filled in: “{words}”.", named)
            remedy = Message("Write the name as the original has it; nothing is guessed.")
            reading.object(what, remedy, words)
