"""How titles and acts are worded: which kind of agreement a text is, by its title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from kg.agreement.damage import spaced
from kg.agreement.lexicon import AgreementKind
from kg.agreement.reading import Reading

MARK = r"[(\[【〔〈《]?\s*(?:素案|原案|最終案|修正案|案|未定稿)(?:の[0-9]+)?\s*[)\]】〕〉》]?"
DRAFT = rf"\s*(?P<draft>{MARK})?"
# Collections of rules (例規集) put a circle before a title.
CIRCLE = "(?:[○◯〇]\\s?)?"
# A page's path (トップ > 例規集 > …連携協約) is no title.
BEFORE = "[^。>›»|]*"
CHANGES = "(?:の(?:一部|全部)を(?:変更|改正)する(?:連携協約|協約|協定))?"

# What stands before the agreement's name in a sentence that amends it: 甲及び乙は、…に締結した.
INTRODUCES = "(?:は、|締結した|基づき、|より、|関し、|ため、)"
# What else than its conclusion may be done to an agreement.
OTHER_ACTS = "(?:変更|改正|更新|延長|廃止|解除|解約|終了|失効)"


@dataclass(frozen=True)
class Wording:
    """The forms of one kind's titles and acts; each fits a whole line or sentence."""

    title: re.Pattern[str]
    document_title: re.Pattern[str]
    amends: re.Pattern[str]
    restates: re.Pattern[str]
    concludes: re.Pattern[str]
    changes: re.Pattern[str]
    ends: re.Pattern[str]

    @property
    def acts(self) -> tuple[re.Pattern[str], ...]:
        """The forms of acts, the most particular first."""
        return self.amends, self.restates, self.concludes


@cache
def wording(kind: AgreementKind) -> Wording:
    """Give the forms for the words that name the kind: 連携協約, or 定住自立圏形成協定 and the like."""
    name, spelt = "|".join(kind.words), "|".join(map(spaced, kind.words))
    noun = "|".join(sorted({words[-2:] for words in kind.words}))
    changed = rf"(?:変更|改正)する(?:(?:{noun})を締結する)?。"
    return Wording(
        title=re.compile(rf"{CIRCLE}(?P<title>(?![○◯〇]){BEFORE}(?:{spelt}){CHANGES}){DRAFT}"),
        document_title=re.compile(
            rf"{CIRCLE}(?P<written>(?P<title>(?![○◯〇])[^。]*(?:{spelt}){CHANGES})\s?書){DRAFT}"
        ),
        amends=re.compile(
            rf"(?:.*{INTRODUCES})?(?P<agreement>(?!.*{INTRODUCES})[^。]*(?:{name}))(?:\([^()]*\))?"
            rf"(?:の一部)?を次の(?:とおり|ように){changed}"
        ),
        restates=re.compile(
            rf"(?:.*は、)?(?P<agreement>[^。、]*(?:{name}))の全部を(?:次のとおり)?(?:変更|改正)(?:する。|し、[^。]*。)"
        ),
        concludes=re.compile(rf"(?!.*{OTHER_ACTS}).*(?:{noun})(?:\([^()]*\))?を締結する。"),
        changes=re.compile(r".*(?:変更|改正|更新|延長).*締結する。"),
        ends=re.compile(r".*(?:廃止|解除|解約|終了|失効).*締結する。|.*を.*(?:廃止|解除|解約)する。"),
    )


def read_kind(reading: Reading, kinds: Sequence[AgreementKind]) -> AgreementKind:
    """Give the kind that the first title of the text names; where there is no title, the first kind."""
    named = (named_kind(line.text, kinds) for line in reading.document.lines)
    return next((kind for kind in named if kind), kinds[0])


def named_kind(title: str, kinds: Sequence[AgreementKind]) -> AgreementKind | None:
    """Give the kind that a normalised title names; None for words that are no title."""
    forms = ((kind, wording(kind)) for kind in kinds)
    found = (
        kind for kind, form in forms if form.title.fullmatch(title) or form.document_title.fullmatch(title)
    )
    return next(found, None)
