"""All tracked changes of a DOCX accepted or rejected, by rules of our own and by LibreOffice; and its paragraphs."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from collections.abc import Mapping
from pathlib import Path

from docx import Document
from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
OFFICE = shutil.which("soffice")

_MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">
Sub Resolve(sFolder As String, sCommand As String)
  Dim aHidden(0) As New com.sun.star.beans.PropertyValue
  aHidden(0).Name = "Hidden"
  aHidden(0).Value = True
  Dim aNothing()
  Dim aFilter(0) As New com.sun.star.beans.PropertyValue
  aFilter(0).Name = "FilterName"
  aFilter(0).Value = "MS Word 2007 XML"
  oHelper = createUnoService("com.sun.star.frame.DispatchHelper")
  oFiles = createUnoService("com.sun.star.ucb.SimpleFileAccess")
  aNames = oFiles.getFolderContents(ConvertToURL(sFolder &amp; "/in"), False)
  For i = LBound(aNames) To UBound(aNames)
    aParts = Split(aNames(i), "/")
    oDoc = StarDesktop.loadComponentFromURL(aNames(i), "_blank", 0, aHidden())
    oDoc.CurrentController.Frame.LayoutManager.setVisible(False)
    oHelper.executeDispatch(oDoc.CurrentController.Frame, ".uno:" &amp; sCommand, "", 0, aNothing())
    oDoc.storeToURL(ConvertToURL(sFolder &amp; "/" &amp; sCommand &amp; "/" &amp; aParts(UBound(aParts))), aFilter())
    oDoc.close(True)
  Next i
  StarDesktop.terminate()
End Sub
</script:module>
"""
_LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false"
 library:passwordprotected="false">{}</library:library>
"""


def resolved_by_office(files: Mapping[str, bytes], folder: Path, *, accept: bool) -> dict[str, bytes]:
    """Return the files as LibreOffice saves them once it has accepted or rejected all changes."""
    command = "AcceptAllTrackedChanges" if accept else "RejectAllTrackedChanges"
    basic = folder / "profile" / "user" / "basic" / "Standard"
    _office(folder, "--terminate_after_init")  # makes the profile, in place of what stands there
    for needed in (basic, folder / "in", folder / command):
        needed.mkdir(parents=True, exist_ok=True)
    (basic / "Module1.xba").write_text(_MODULE)
    (basic / "script.xlb").write_text(_LIBRARY.format('<library:element library:name="Module1"/>'))
    for name, data in files.items():
        (folder / "in" / f"{name}.docx").write_bytes(data)
    saved: dict[str, bytes] = {}
    while len(saved) < len(files):
        # Some builds crash between two files, for want of a toolbar's description: the next start does the others.
        _office(folder, f'macro:///Standard.Module1.Resolve("{folder}","{command}")')
        done = {path.stem: path.read_bytes() for path in (folder / command).glob("*.docx")}
        assert len(done) > len(saved), f"LibreOffice could not open {set(files) - set(done)}"
        saved = done
        for name in saved:
            (folder / "in" / f"{name}.docx").unlink(missing_ok=True)
    return saved


def _office(folder: Path, *arguments: str) -> None:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [OFFICE or "soffice", profile, "--headless", "--norestore", *arguments]
    subprocess.run(command, timeout=60, capture_output=True)


def resolved(docx: bytes, *, accept: bool) -> bytes:
    """Return the file with all changes accepted, or rejected, in every part."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name.startswith("word/") and name.endswith(".xml"):
                root = etree.fromstring(data)
                _resolve(root, accept=accept)
                data = etree.tostring(root)
            target.writestr(name, data)
    return out.getvalue()


def _resolve(root: etree._Element, *, accept: bool) -> None:
    stays, goes = (("ins", "moveTo"), ("del", "moveFrom")) if accept else (("del", "moveFrom"), ("ins", "moveTo"))
    gone = {
        paragraph
        for paragraph in root.iter(f"{W}p")
        for kind in goes
        if paragraph.find(f"{W}pPr/{W}rPr/{W}{kind}") is not None
    }
    for mark in list(root.iterfind(f".//{W}rPr/*")):
        if etree.QName(mark).localname in stays + goes:
            mark.getparent().remove(mark)
    for kind in goes:
        for element in list(root.iter(f"{W}{kind}")):
            element.getparent().remove(element)
    for kind in stays:
        for element in list(root.iter(f"{W}{kind}")):
            parent = element.getparent()
            for inner in list(element):
                element.addprevious(inner)
            parent.remove(element)
    for name, instead in (("delText", "t"), ("delInstrText", "instrText")):
        for element in list(root.iter(f"{W}{name}")):
            element.tag = W + instead
    for paragraph in [p for p in root.iter(f"{W}p") if p in gone]:
        following = paragraph.getnext()
        assert following is not None, "a paragraph's end is gone, and none follows"
        assert following.tag == f"{W}p", "a paragraph's end is gone, and none follows"
        start = 1 if following.find(f"{W}pPr") is not None else 0
        for number, inner in enumerate([inner for inner in paragraph if inner.tag != f"{W}pPr"]):
            following.insert(start + number, inner)
        paragraph.getparent().remove(paragraph)


def shown(docx: bytes) -> list[str]:
    """Return the text of each paragraph of a file that has no changes, of notes too; tabs and line breaks as such."""
    found = []
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        for name in ("word/document.xml", "word/footnotes.xml"):
            if name in archive.namelist():
                root = etree.fromstring(archive.read(name))
                found += [_text(paragraph) for paragraph in root.iter(f"{W}p")]
    return found


def _text(paragraph: etree._Element) -> str:
    signs = {"tab": "\t", "br": "\n", "noBreakHyphen": "-", "softHyphen": "\u00ad"}
    parts = []
    for element in paragraph.iter():
        nearest = next((above for above in element.iterancestors(f"{W}p")), None)
        if nearest is not paragraph or element.getparent().tag != f"{W}r":
            continue
        name = etree.QName(element).localname
        parts.append((element.text or "") if name == "t" else signs.get(name, ""))
    return "".join(parts)


def opened(docx: bytes) -> list[str]:
    """Return the paragraphs as python-docx reads them."""
    return [paragraph.text for paragraph in Document(io.BytesIO(docx)).paragraphs]
