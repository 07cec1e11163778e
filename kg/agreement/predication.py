"""Whether a cue says of a party that it does so, with another party where it says with whom.

What can also be read of somebody else decides nothing: the role is then open for an editor.
"""

from __future__ import annotations

import re

from kg.agreement.actors import Actors

OPENING, CLOSING = "「『（(【", "」』）)】"
NEGATION = re.compile(r"ない|ません|せず")
# 甲及び乙が, 甲、乙及び丙は
AND = "(?:及び|並びに|、|,|・|と)"
# Particles behind a subject; not those of ながら, つながる, 又は, では, とも.
SUBJECT = re.compile(
    r"が(?![らるりれじっ])|(?<=[一-鿿々ァ-ヶーA-Za-z0-9)」もち])(?<!又)(?<!或)は"
    "|(?<=[一-鿿々ァ-ヶーA-Za-z0-9)」])も"
)
# 住民の主体的に学ぶ意欲; but 圏域の中心となって, 協議会の事務局として.
GENITIVE = re.compile(r"(?:となって|として)$")
# Adverbs between と and the cue: 関係機関と緊密に連携して.
ADVERBS = r"(?:、|の間で|[一-鿿]{1,6}に|とも(?:に)?|しっかり(?:と)?|より|一層|さらに|互いに)*"
WITH = re.compile(rf"(?P<partner>[^、。をがは]*[一-鿿々ァ-ヶーA-Za-z0-9)」どちも])と{ADVERBS}$")
# Those who do it by themselves or among others: 産学官で連携して, 部局間で連携し. 圏域 are the parties.
AMONG = re.compile(rf"(?P<whole>[^、。をがは]*[一-鿿々ァ-ヶー])で{ADVERBS}$")
PARTIES = (
    "他の当事者|関係市町村?|相互|互い|圏域(?:内|全体)?(?:の?市町村?)?|両(?:者|市|町|村|市町村?)|構成市町村?"
)
WITH_OTHERS = re.compile("[連協]")
# 連携している団体, 参加しやすい講座, 住民に参加してもらう, 事務局としての機能
CARRIED_ON = re.compile(
    r"の|い[るた]|き[たて]|おる|おり|もら|いただ|頂|くれ|くださ|ほし|欲し"
    r"|て(?:い[るた]|き[たて]|もら|いただ|頂|くれ|くださ|ほし|欲し)|やす|にく|づら|た"
)
# It is not done yet: 連携して取り組むことを検討する.
CONSIDERED = re.compile(r"(?:こと|か)(?:を|について)[^。]*検討")
# A verb in its final form says it of the party only at the end of a clause; 参加する団体 says it of others.
FINAL = re.compile(r"[うくぐすつぬぶむる]$")
CLAUSE_ENDS = re.compile(
    r"$|[。、,)」]|とともに|と共に|ほか|もの|こと(?:とする|とし|により|によって|で)|など|等"
)
# 主体的にまちづくりに取り組む団体, 連携して取り組むよう: the cue may belong to the verb before the noun.
NO_VERB = re.compile(
    r"に(?:関する|係る|対する|よる|資する|伴う|わたる|かかる|当たる|応ずる|向ける)|における|(?:さら|更|単)なる"
    r"|あらゆる|いわゆる|かつ|ますます|[うくぐすつぬぶむる](?=際|場合|上で|中で|一方|等|旨)"
)
ATTRIBUTIVE = re.compile(
    r"(?:[ぐすつぬぶむる]|(?<!よ)う)(?=[一-鿿々ァ-ヶーA-Z]|まち|よう(?!に?努め)|ひと|こども)|[くた](?=人|者|団体|企業)"
)


def is_said_of(actor: str, sentence: str, start: int, end: int, actors: Actors) -> bool:
    """Tell whether the words from `start` to `end` say of the actor, a party's key, that it does so."""
    before, cue, after = sentence[:start], sentence[start:end], sentence[end:]
    return (
        not _is_quoted(before)
        and _is_subject(actor, sentence[: start + cue.startswith("が")], actors)
        and not NEGATION.search(after)
        and (GENITIVE.search(cue) is not None or not before.endswith("の"))
        and not re.search(rf"(?:{actors.pattern})の$", before)
        and _is_with_parties(before, cue, actors)
        and _is_main(cue, after)
    )


def _is_quoted(before: str) -> bool:
    return sum(char in OPENING for char in before) > sum(char in CLOSING for char in before)


def _is_subject(actor: str, words: str, actors: Actors) -> bool:
    """Tell whether the last subject of the words is the actor, among others, or there is none."""
    places = [match.start() for match in SUBJECT.finditer(words)]
    if not places:
        return True
    party = f"(?:{actors.pattern})"
    named = re.search(rf"{party}(?:{AND}{party})*$", words[: places[-1]])
    return named is not None and actor in {actors.key(each) for each in re.findall(party, named[0])}


def _is_with_parties(before: str, cue: str, actors: Actors) -> bool:
    """Tell whether those with or among whom it is done, where the words name them, are parties, too."""
    if WITH_OTHERS.match(cue) is None:
        return not before.endswith("と")
    party = f"(?:{actors.pattern}|{PARTIES})"
    if among := AMONG.search(before):
        return re.search(rf"{party}$", among["whole"]) is not None
    if partner := WITH.search(before):
        return re.search(rf"(?:^|[^の]){party}(?:{AND}[^、。]+)*$", partner["partner"]) is not None
    return not before.endswith("と")


def _is_main(cue: str, after: str) -> bool:
    """Tell whether the cue belongs to what the sentence says, and not to a noun's attribute."""
    if FINAL.search(cue):
        return CLAUSE_ENDS.match(after) is not None
    if CARRIED_ON.match(after) or CONSIDERED.search(after):
        return False
    clause = "" if cue.endswith(("、", ",", "，")) else re.split("[、。,]", after, maxsplit=1)[0]
    return ATTRIBUTIVE.search(NO_VERB.sub("・", clause)) is None
