"""What can be the name of a concept: noun phrases, and when two of them are the same."""

from __future__ import annotations

import re
from functools import lru_cache

from modules.core.text import STOP_WORDS, stem

NOUN_PHRASE = r"(?:[\w’'*/-]+(?: \([A-Z][\w/-]{0,9}\))? ){0,4}?[\w’'*/-]+(?: \([A-Z][\w/-]{0,9}\))?"
_NEVER = """
this that these those it they he she we you i there here such another other others some many most several few all both
each either neither none one ones two three four five first second third last next latter former every any no much more
less who whom whose which what when where why how if because although though while since until unless as than then thus
therefore however moreover furthermore also so not only even just too very well still yet already always never often
sometimes usually generally typically finally similarly likewise instead rather indeed perhaps can could may might must
shall should will would is are was were be been being am do does did done has have had having get gets got make makes
made take takes took give gives gave see seen saw say says said call called known named termed use used using let
and or but nor for to in on at by with from into onto upon about above below between among through during before after
against within without under over off out up down the a an its their his her our your my but allow allows
include includes including contain contains enable enables help helps become becomes cause causes lead leads provide
provides connect connects occur occurs form forms produce produces result results require requires
"""
ENDS = frozenset(_NEVER.split()) | STOP_WORDS
"""Words that are no part of a term."""
_GENERAL_WORDS = """
thing things way ways example examples figure figures table tables part parts type types kind kinds form forms
process processes result results number numbers case cases fact term terms word words name names idea ideas question
questions answer answers problem problems section chapter reason reasons cause effect effects group groups set sets
step steps point points people person scientists scientist researchers researcher students student author authors
year years day days time times place places work study studies change changes system systems structure structures
method methods model models difference differences feature features property properties characteristic
characteristics function functions role roles area areas level levels amount member members organisms organism
animals individuals species-specific condition conditions factor factors event events stage stages phase unit units
value values product products layer layers information data use purpose goal aim key important main major common
similar different same new old good large small high low single whole total various certain particular specific
general basic simple special long short early late rest majority minority outcome evidence theory view concept theme
aspect aspects approach approaches component components phenomenon definition mechanism mechanisms variety range
combination presence absence lack rule rules note solution today others end beginning side center centre top bottom
body half lot men women man woman world life lives
"""
_GENERAL = frozenset(_GENERAL_WORDS.split())
_ADJECTIVES_WORDS = """
important main major common similar different same new old good large small high low single whole total various
certain particular specific general basic simple special long short early late modern typical following entire
existing own known actual real true possible likely interesting key best better largest smallest earliest
latest unlike like along together recent ideal obvious additional overall
"""
_ADJECTIVES = frozenset(_ADJECTIVES_WORDS.split())
_LONGEST_TERM = 5
_IRREGULAR = (
    ("yses", "ysis"),
    ("gyri", "gyrus"),
    ("sulci", "sulcus"),
    ("nuclei", "nucleus"),
    ("stimuli", "stimulus"),
    ("axes", "axis"),
    ("theses", "thesis"),
    ("bacteria", "bacterium"),
    ("mitochondria", "mitochondrion"),
    ("phenomena", "phenomenon"),
    ("criteria", "criterion"),
    ("matrices", "matrix"),
    ("vertices", "vertex"),
    ("indices", "index"),
    ("radii", "radius"),
    ("fungi", "fungus"),
    ("ae", "a"),
)
_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")


def trimmed(term: str) -> str:
    """Return a noun phrase without articles, marks, and adjectives that say nothing of it at its beginning."""
    words = term.strip(' *_“”"‘,;:.').split()
    while words and (words[0].lower() in _ADJECTIVES or words[0].lower() in ENDS):
        words.pop(0)
    while words and words[-1].lower() in ENDS:
        words.pop()
    return " ".join(words)


def is_term(term: str) -> bool:
    """Tell whether a phrase can name a concept: short, of words with letters, no pronoun or verb in it, not general."""
    words = _WORD.findall(term)
    if (
        not 0 < len(words) <= _LONGEST_TERM
        or not re.search(r"[^\W\d_]{2}", term)
        or re.search(r"[|=<>{}\[\]@#%]|\d{3}", term)
    ):
        return False
    lowered = [word.lower() for word in words]
    if any(word in ENDS and word != "of" for word in lowered) or lowered[0] == "of" or lowered[-1] == "of":
        return False
    if lowered[-1] in _GENERAL and (len(words) == 1 or lowered[0] in _ADJECTIVES or lowered[0] in _GENERAL):
        return False
    if (
        lowered[0] in _ADJECTIVES
        or lowered[-1].endswith("ly")
        or lowered[-1] in ("shown", "otherwise", "binds", "bind", "nature", "addition", "contrast", "instance", "turn")
        or term.count("(") != term.count(")")
        or (len(words) == 1 and lowered[0].endswith("ing") and len(lowered[0]) < 6)
    ):
        return False
    return "of" not in lowered or lowered[0] not in _GENERAL


@lru_cache(maxsize=65_536)
def key_of(term: str) -> tuple[str, ...]:
    """Return what is the same for a term and its plural, whatever the case of its letters."""
    return tuple(one_of(word) for word in _WORD.findall(term.lower().replace("-", " ")))


@lru_cache(maxsize=65_536)
def one_of(word: str) -> str:
    """Return the form of a word under which its singular and its plural are found, Latin and Greek ones included."""
    word = word.lower().replace("’", "'").removesuffix("'s")
    for ending, single in _IRREGULAR:
        if word.endswith(ending) and len(word) > len(ending) - 1:
            return stem(word[: len(word) - len(ending)] + single)
    return stem(word)
