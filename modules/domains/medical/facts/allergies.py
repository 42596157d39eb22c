"""Allergies: to what, with which reaction, or that there are none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from modules.domains.medical.cells import Cell, cells_of, titles_of
from modules.domains.medical.fact import Assertion, Kind
from modules.domains.medical.facts.lexicon import Lexicon, phrases
from modules.domains.medical.facts.medicines import medicine_mentions, medicine_names
from modules.domains.medical.facts.said import Found, Said, assertion_of
from modules.domains.medical.facts.words import Words, key
from modules.domains.medical.record import Section

ANY = "any drug"
"""The concept of a statement that there are no allergies."""
_NONE = re.compile(
    r"\bNKD?F?A\b|\bNKA\b|\bno (?:known |current |medication |medicine )*(?:drug |medication |medicine "
    r"|food |environmental |other )*(?:and |or )?(?:drug |food |medication )?allerg(?:y|ies)\b(?: to"
    r" (?:any )?(?:medications?|medicines?|drugs?|foods?))?"
    r"|\bno known drug (?:allergies|reactions|sensitivities)\b|\ballerg(?:ies|y)(?: to (?:medications?"
    r"|medicines?|drugs?))? ?(?:[:\-–]|are|is)? ?(?:none|nil|no|negative|denied|nka|nkda|no"
    r" known)\b[^.;\n]{0,20}"
    r"|\b(?:not allergic|n['’]t allergic|no drug reactions?)(?: to (?:any(?:thing)?|medications?|medicines?|drugs?))*"
    r"|\b(?:denies|denied|deny|does not have|do not have|don['’]t have|doesn['’]t have|without|has no|have"
    r" no|never had|negative for) (?:having |any |known |a history of |drug |medication |food |seasonal"
    r" )*allerg(?:y|ies)(?: to (?:any )?(?:medications?|medicines?|drugs?|foods?))?",
    re.IGNORECASE,
)
_TO = re.compile(
    r"\b(?:allerg(?:ic|y|ies)(?: reactions?)?|intoleran(?:t|ce)|anaphylaxis|sensitiv(?:e|ity)|adverse"
    r" reactions?|react(?:s|ed)? (?:badly )?)(?: (?:only|also|just|really|severely|very))* to"
    r" (?P<what>[^.;:?\n]{2,80})",
    re.IGNORECASE,
)
_ALLERGY = re.compile(
    r"\b(?P<what>[A-Za-z][A-Za-z-]+(?: [A-Za-z-]+)?) (?:allerg(?:y|ies)|anaphylaxis)\b", re.IGNORECASE
)
_GENERAL = re.compile(
    r"\b(?:(?P<which>seasonal|environmental|nasal|food|drug|known|other|medication|multiple|many|bad"
    r"|animal|skin) )?allerg(?:y|ies)\b|\ballergic to anything\b|\ballergic to any\w*(?: \w+){0,2}",
    re.IGNORECASE,
)
_REACTION = re.compile(
    r"\s*(?:[(\[–:-]|->|→|,? ?\b(?:which|that|it|she|he|i|they)?\s*(?:causes?|caused|gives?|gave|gets?|got"
    r"|develops?|developed|with|reaction(?: is| was)?:?|breaks? out in|broke out in|makes? (?:me|him|her)"
    r"|resulting in|leading to|had|have|has|leads to)\b)\s*(?:a |an |me |him |her |severe"
    r" )*(?P<reaction>[^.;|)\]\n]{3,60})",
    re.IGNORECASE,
)
_ITEM = re.compile(r"[^,;|\n•]+")
_JOIN = re.compile(r"\s*(?:,|\band\b|\bor\b|/|&|;)\s*", re.IGNORECASE)
_HEAD = re.compile(
    r"^\s*(?:[-*•]\s*)?(?:(?:drug |food |known |medication )*allerg(?:y|ies)(?: and (?:intolerances"
    r"|adverse reactions))?|adverse reactions)\s*[:\-–]\s*",
    re.IGNORECASE,
)
_SUBSTANCES = (
    "latex|peanut|nut|tree nut|walnut|almond|cashew|shellfish|shrimp|fish|egg|milk|dairy|soy|wheat|gluten"
    "|strawberry|bee|bee sting|bee venom"
    "|wasp|wasp sting|dust|dust mite|pollen|mold|cat|dog|pet dander|dander|grass|ragweed|tree|horse"
    "|iodine|contrast|contrast dye|iv contrast"
    "|iv dye|dye|adhesive|tape|adhesive tape|bandage|nickel|sulfa|sulfa drug|penicillin|codeine|seafood"
    "|kiwi|banana|tomato|chocolate|plaster"
    "|perfume|wool|feather|pineapple|animal|insect|insect sting|hay|food coloring|preservative"
    "|chlorhexidine|anesthesia|anesthetic|metal|detergent|pecan|pistachio|hazelnut|sesame|citrus|orange"
    "|mango|avocado|melon|corn|rice|red meat|alpha gal|elastoplast|opiate|statin|nsaid|antibiotic|vaccine"
    "|lactose"
)
_SUBSTANCE_TITLE = re.compile(r"(?:allerg|substance|agent|medic|drug|name|to\b|description|display|item|code)")
_ASKED = re.compile(r"\ballerg", re.IGNORECASE)
_SUFFERED = re.compile(r"\b(?:due to|from|has|have|having|with|for|of|his|her) (?:\w+ )?$", re.IGNORECASE)
_VAGUE = frozenset(
    [
        "seasonal",
        "environmental",
        "nasal",
        "food",
        "drug",
        "known",
        "other",
        "medication",
        "medicine",
        "multiple",
        "many",
        "bad",
        "any",
        "no",
        "animal",
        "skin",
        "to",
        "and",
        "of",
        "the",
        "severe",
        "new",
        "have",
        "has",
        "had",
        "having",
        "with",
        "for",
        "from",
        "or",
        "a",
        "an",
        "my",
        "his",
        "her",
        "your",
        "history",
        "which",
        "what",
    ]
)
# "no known allergy to latex" denies one thing and not all of them
_TO_ONE = re.compile(
    r"\s+to\s+(?!(?:any|all|other|medications?|medicines?|drugs?|foods?|antibiotics?|anything)\b)", re.IGNORECASE
)
_NOT_SUBSTANCE = re.compile(
    r"^(?:any\w*|stuff|things?|something|nothing|everything|the|that|it|this|those|these"
    r"|light|sound|touch|noise|pain|cold|heat|stress|his|her|other"
    r"|some|certain|treatment|change|medications?|medicines?|drugs?|foods?|anything)\b",
    re.IGNORECASE,
)


@cache
def _substances() -> Lexicon:
    return Lexicon(dict.fromkeys(phrases(_SUBSTANCES), ""))


def allergies(said: Said) -> Iterator[Found]:
    """Yield the allergies of a statement."""
    found = list(_denied(said))
    yield from found
    taken = [(one.start, one.end) for one in found]
    for one in (*_named(said), *_listed(said), *_answered(said), *_general(said)):
        if not any(start < one.end and one.start < end for start, end in taken):
            taken.append(one.reach or (one.start, one.end))
            yield one


def _denied(said: Said) -> Iterator[Found]:
    for match in _NONE.finditer(said.text):
        if _TO_ONE.match(said.text, match.end()):
            continue
        yield Found(Kind.ALLERGY, match.start(), match.end(), ANY, assertion=Assertion(negated=True))
        return
    if said.section is Section.ALLERGIES and not said.talks:
        rest = _HEAD.sub("", said.text).strip(" .-")
        if re.fullmatch(
            r"(?:none(?: known| reported)?|nil|no|n/a|denies(?: any)?|no known|nothing known|negative|not? any)",
            rest,
            re.IGNORECASE,
        ):
            start = said.text.index(rest)
            yield Found(Kind.ALLERGY, start, start + len(rest), ANY, assertion=Assertion(negated=True))


def _named(said: Said) -> Iterator[Found]:
    text = said.text
    for match in _TO.finditer(text):
        at = match.start("what")
        tail = re.split(
            r"\b(?:but|because|so|that (?:he|she|i)|when|and (?:i|he|she|it)|who|although|though|however|as well)\b",
            match["what"],
            maxsplit=1,
        )[0]
        for part_start, part_end in _parts(tail):
            item = tail[part_start:part_end]
            if not _NOT_SUBSTANCE.match(item.strip()):
                yield from _substance(
                    said,
                    at + part_start,
                    at + part_end,
                    strict=match.group().lower().startswith(("intol", "sens", "react", "adv")),
                )
    for match in _ALLERGY.finditer(text):
        words = [word for word in match["what"].split() if key(word) not in _VAGUE]
        if words:
            start = match.start("what") + match["what"].rindex(words[-1]) if len(words) == 1 else match.start("what")
            yield from _substance(said, start, match.end("what"), strict=True, reaching=match.end())


def _parts(text: str) -> Iterator[tuple[int, int]]:
    left = 0
    for join in _JOIN.finditer(text):
        yield left, join.start()
        left = join.end()
    yield left, len(text)


def _substance(said: Said, start: int, end: int, *, strict: bool, reaching: int = 0) -> Iterator[Found]:
    """Yield the allergy to what is named in a stretch of text, with the reaction that stands behind it."""
    piece = said.text[start:end]
    words = Words(piece)
    named = next(iter(medicine_mentions(words)), None) or next(iter(_substances().find(words)), None)
    if named is None and (strict or len(words.items) > 3 or not words.items):
        return
    first, last = (named.start, named.end) if named else (words.items[0].start, words.items[-1].end)
    concept = (medicine_names().meaning(named.key) or named.key) if named else " ".join(words.keys)
    reach = reaching or start + last
    reaction = _REACTION.match(said.text, max(reach, start + last))
    asserted = replace(assertion_of(said, start + first, start + last), historical=False)
    yield Found(
        Kind.ALLERGY,
        start + first,
        start + last,
        concept,
        reach=(start + first, reaction.end() if reaction else max(reach, start + last)),
        assertion=asserted,
        detail=" ".join(reaction["reaction"].split()).rstrip(" ,") if reaction else "",
    )


def _listed(said: Said) -> Iterator[Found]:
    """Yield the items of a list below a heading of allergies, or behind it on the line."""
    head = _HEAD.match(said.text)
    if said.talks or not (said.section is Section.ALLERGIES or head):
        return
    start = head.end() if head else 0
    cells = cells_of(said.text)
    if len(cells) > 1 and said.statement.header:
        yield from _table_row(said, cells)
        return
    for item in _ITEM.finditer(said.text, start):
        for part_start, part_end in _parts(item.group()):
            yield from _substance(
                said,
                item.start() + part_start,
                item.start() + part_end,
                strict=bool(part_start) or len(item.group().split()) > 3,
            )


def _answered(said: Said) -> Iterator[Found]:
    """Yield what a reply to a question about allergies names: "any allergies?" "yes, amoxicillin"."""
    asked = said.statement.answers
    if asked is None or said.question or not _ASKED.search(asked.text):
        return
    named = [*medicine_mentions(said.words), *_substances().find(said.words)]
    for mention in named:
        asserted = replace(assertion_of(said, mention.start, mention.end), historical=False)
        yield Found(Kind.ALLERGY, mention.start, mention.end, mention.concept or mention.key, assertion=asserted)


def _table_row(said: Said, cells: list[Cell]) -> Iterator[Found]:
    pairs = list(zip((head.lower() for head in titles_of(said.statement.header)), cells, strict=False))
    reaction = next((cell.text for head, cell in pairs if "reaction" in head), "")
    named = next((cell for head, cell in pairs if _SUBSTANCE_TITLE.match(head)), cells[0])
    for found in _substance(said, named.start, named.end, strict=False):
        yield replace(found, detail=reaction or found.detail, reach=(named.start, len(said.text.rstrip())))


def _general(said: Said) -> Iterator[Found]:
    """Yield "allergies" without a substance: asked for and answered, or of a kind."""
    for match in _GENERAL.finditer(said.text):
        if _TO_ONE.match(said.text, match.end()):
            continue
        kind = (match["which"] or "").lower()
        if (
            said.question
            or (
                not said.talks
                and not kind
                and said.section is not Section.ALLERGIES
                and _SUFFERED.search(said.text[: match.start()])
            )
            or kind in ("seasonal", "environmental", "nasal", "food", "animal", "multiple", "many")
        ):
            if said.question and said.reply is None and not kind:
                continue
            asserted = replace(assertion_of(said, match.start(), match.end()), historical=False)
            concept = (
                ANY
                if asserted.negated and kind in ("", "drug", "known", "medication", "other")
                else f"{kind or 'any'} allergy"
            )
            yield Found(Kind.ALLERGY, match.start(), match.end(), concept, assertion=asserted)
