"""Whether a DOCX keeps to the schema where tracked changes are concerned.

The orders are transcribed from ECMA-376, part 1 (WordprocessingML, transitional): CT_PPr, CT_ParaRPr and CT_RPr. There
is no package of the schema files themselves; the rest of the schema is not checked.
"""

from __future__ import annotations

import io
import zipfile
from collections import Counter

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARAGRAPH = """
pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs
suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid
spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl
divId cnfStyle rPr sectPr pPrChange
"""
_RUN = """
ins del moveFrom moveTo rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof
snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs
em lang eastAsianLayout specVanish oMath rPrChange
"""
_HOLDS_CHANGES = {"p", "hyperlink", "smartTag", "sdtContent", "fldSimple", "customXml", "ins", "bdo", "dir", "moveTo"}
_HELD = {
    "r",
    "del",
    "ins",
    "sdt",
    "smartTag",
    "customXml",
    "bookmarkStart",
    "bookmarkEnd",
    "proofErr",
    "commentRangeStart",
}
_HELD |= {"commentRangeEnd", "permStart", "permEnd", "moveFrom", "moveTo", "oMath"}


def faults(docx: bytes) -> list[str]:
    """Return what a reader that follows the schema would stumble over."""
    found: list[str] = []
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        assert archive.namelist()[0] == "[Content_Types].xml"
        for name in archive.namelist():
            if name.startswith("word/") and name.endswith(".xml") and "theme" not in name:
                found += [f"{name}: {fault}" for fault in _faults(etree.fromstring(archive.read(name)))]
        found += _comments(archive)
    return found


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname


def _faults(root: etree._Element) -> list[str]:
    found = []
    for element in root.iter(f"{W}pPr", f"{W}rPr"):
        order = (_PARAGRAPH if _name(element) == "pPr" else _RUN).split()
        places = [order.index(_name(inner)) for inner in element if inner.tag.startswith(W) and _name(inner) in order]
        if places != sorted(set(places)):
            found.append(f"order in {_name(element)}: {[_name(inner) for inner in element]}")
        if list(element.getparent()).index(element) != 0 and _name(element.getparent()) in ("p", "r"):
            found.append(f"{_name(element)} is not first")
    ids = Counter[str]()
    for element in root.iter(f"{W}ins", f"{W}del"):
        ids[element.get(f"{W}id")] += 1
        if not element.get(f"{W}author"):
            found.append("a change without author")
        if _name(element.getparent()) == "rPr":
            continue
        if _name(element.getparent()) not in _HOLDS_CHANGES | {"trPr", "numPr"}:
            found.append(f"{_name(element)} in {_name(element.getparent())}")
        found += [f"{_name(inner)} in {_name(element)}" for inner in element if _name(inner) not in _HELD]
    found += [f"id {key} {number} times" for key, number in ids.items() if number > 1]
    found += ["delText outside del" for text in root.iter(f"{W}delText") if not list(text.iterancestors(f"{W}del"))]
    found += ["t in del" for text in root.iter(f"{W}t") if list(text.iterancestors(f"{W}del"))]
    for text in root.iter(f"{W}t", f"{W}delText"):
        words = text.text or ""
        if words != words.strip() and text.get("{http://www.w3.org/XML/1998/namespace}space") != "preserve":
            found.append(f"blanks are lost in {words!r}")
    found += ["an empty text" for text in root.iter(f"{W}t") if not text.text and text.get("was") is None]
    return found


def _comments(archive: zipfile.ZipFile) -> list[str]:
    root = etree.fromstring(archive.read("word/document.xml"))
    kinds = ("commentRangeStart", "commentRangeEnd", "commentReference")
    used = {kind: sorted(element.get(f"{W}id") for element in root.iter(W + kind)) for kind in kinds}
    present = "word/comments.xml" in archive.namelist()
    comments = etree.fromstring(archive.read("word/comments.xml")) if present else ()
    known = sorted(element.get(f"{W}id") for element in comments)
    found = [f"{kind}: {ids} of {known}" for kind, ids in used.items() if ids != known]
    types, links = archive.read("[Content_Types].xml"), archive.read("word/_rels/document.xml.rels")
    if present and (types.count(b"/word/comments.xml") != 1 or links.count(b'/comments"') != 1):
        found.append("the comments are not declared once")
    return found
