"""Contracts from a template: a Word file (DOCX or DOTX) whose text holds tags, filled by docxtpl.

A template is written in Word. Its tags are a few:

    {{ supplier | party }}          prints an answer; the word after the bar says what it must be
    {{ start_date }}                a name that ends in _date, _days, _months, _years, _fee ... says it by itself
    {{ fee | money(label="Annual fee", help="Without tax.", default="GBP 12,000") }}
    {{ law | choice("England and Wales", "Scotland") }}
    {{ purpose | free_text(topic="purpose") }}        wording from the firm's library, which a model may adapt
    {%p if non_solicitation %} ... {%p endif %}       paragraphs that are kept if the answer is yes; in a paragraph of
                                                      its own each, the tag's paragraph goes ({%tr for a table's row)
    {% if law == "Scotland" %} ... {% else %} ... {% endif %}      words within a paragraph

The kinds are those of `modules.core.forms.FieldKind`. A field that is printed and also asked for by itself
({% if purchase_order %}) may be left empty. In an answer a blank line begins a new paragraph of the same style and
numbering.

A template comes from outside: its size is limited, macros and links out are refused (`word_package`), and each tag is
checked against the list above (`template_language`), so that nothing can run that could reach a file or not end.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from docx.oxml import parse_xml
from docxtpl import DocxTemplate
from jinja2 import UndefinedError
from lxml import etree

from modules.adapters.readers import FileReader
from modules.adapters.readers.archive import Element, attribute, child, local
from modules.adapters.template_fields import fields_of
from modules.adapters.template_language import Fault, Tag, environment, names_in
from modules.adapters.word_package import LIMITS, SAVE_AGAIN, cleaned
from modules.core.errors import AssistantError, Malformed, TooLarge
from modules.core.forms import Answers, Field
from modules.core.types import Page

_MOST_TEXT_BYTES = 4 * 2**20  # of the XML of the text: docxtpl searches it twenty times over
_LONGEST_ANSWER = 50_000  # characters
_FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_OPENINGS = re.compile(r"\{[{%#]")
_TAG = re.compile(r"\{%[^%]*%\}|\{\{[^{}]*\}\}")
_BEGINS = re.compile(r"\{%p\s+if\b")
_ENDS = re.compile(r"\{%p\s+endif\b")
_CLOSINGS = {"{{": "}}", "{%": "%}", "{#": "#}"}
_QUOTATION_MARKS = str.maketrans("“”„‘’‚", "\"\"\"'''")


class UnusableTemplate(Malformed):
    """A template with tags that cannot be understood.

    Attributes:
        faults: one sentence for each, with its place. They quote the template's tags.
    """

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__(
            f"The template cannot be used: {len(faults)} {'place needs' if len(faults) == 1 else 'places need'} a "
            "correction.",
            "Correct it in Word and add it again.",
        )
        self.faults = tuple(faults)


@dataclass(frozen=True, slots=True)
class WordTemplate:
    """A template that has been checked.

    Attributes:
        content: the DOCX, without what refers to the machine it was written on.
        fields: what it asks for, in the order of its text.
    """

    content: bytes
    fields: tuple[Field, ...]

    def fill(self, values: Answers) -> bytes:
        """Return the document as DOCX.

        Args:
            values: for each field what is printed, "" for nothing; True or False for what is only asked.

        Raises:
            AssistantError: a field has no value, or a value is too long.
            UnusableTemplate: a part begins and ends where the document would fall apart.
        """
        if any(isinstance(value, str) and len(value) > _LONGEST_ANSWER for value in values.values()):
            raise AssistantError(f"An answer is longer than {_LONGEST_ANSWER:,} characters.", "Shorten it.")
        document = _Parts(io.BytesIO(self.content))
        try:
            document.render(dict(values), environment())
        except UndefinedError as exc:
            raise AssistantError("An answer is missing that the template needs.", "Answer all questions.") from exc
        made = io.BytesIO()
        document.save(made)
        return made.getvalue()


def read_template(content: bytes) -> WordTemplate:
    """Check a template and return it with its fields.

    Raises:
        UnusableTemplate: tags in it are not understood.
        DocumentError: it is no Word document, is too large, or holds macros.
    """
    clean = cleaned(content)
    try:
        parts = _Parts(io.BytesIO(clean))
        tags: list[Tag] = []
        faults: list[str] = []
        for name, root in parts.trees():
            tags += _tags(name, root, faults)
        fields, unclear = fields_of(tags)
        faults += unclear
        if not faults:
            faults += _misplaced(parts, {field.name for field in fields})
    except (KeyError, ValueError, AttributeError, etree.XMLSyntaxError) as exc:
        raise Malformed("The template is damaged: Word's own parts are missing in it.", SAVE_AGAIN) from exc
    if faults:
        raise UnusableTemplate(faults)
    return WordTemplate(clean, tuple(fields))


def _misplaced(parts: _Parts, known: Set[str]) -> Iterator[str]:
    """Yield what jinja would see in the template beside the tags of its text.

    Raises:
        TooLarge: the text is.
    """
    for name, text in parts.patched():
        if len(text) > _MOST_TEXT_BYTES:
            raise TooLarge("The template's text is too long.", "Split it into several templates.")
        try:
            for hidden in sorted(names_in(text) - known):
                yield (
                    f"The field “{hidden}” stands in the {name} where there is no text to fill in, such as a link, the "
                    "description of a picture or words whose deletion is tracked."
                )
        except Fault as fault:
            yield f"The {name} {fault}."


def pages_of(content: bytes) -> list[Page]:
    """Return the pages of a DOCX that was made here, as an upload of it would be read."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "draft.docx")
        path.write_bytes(content)
        return [event for event in FileReader(LIMITS).read(path) if isinstance(event, Page)]


class _Parts(DocxTemplate):  # type: ignore[misc]
    """A DOCX as docxtpl fills it: body, headers, footers and footnotes, and nothing that it does not have checked."""

    def trees(self) -> Iterator[tuple[str, Element]]:
        """Yield what will be filled, each part with its name."""
        self.init_docx()
        yield "text", self.docx.element.body
        for name, uri in (("header", self.HEADER_URI), ("footer", self.FOOTER_URI)):
            for _, part in self.get_headers_footers(uri):
                yield name, parse_xml(part.blob)
        for part in self.docx.part.package.iter_parts():
            if part.content_type == _FOOTNOTES:
                yield "footnotes", parse_xml(part.blob)

    def patched(self) -> Iterator[tuple[str, str]]:
        """Yield the text of what will be filled as jinja will get it."""
        for name, root in self.trees():
            yield name, self.patch_xml(self.xml_to_string(root))

    def patch_xml(self, src_xml: str) -> str:
        """Return XML that jinja understands; in its tags, "&" is what the author wrote."""
        return _TAG.sub(lambda tag: tag[0].replace("&amp;", "&"), super().patch_xml(src_xml))

    def fix_tables(self, xml: str) -> Any:
        """Refuse what docxtpl would mend by leaving out what it does not understand."""
        try:
            etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
        except etree.XMLSyntaxError as exc:
            fault = "An optional part begins in one paragraph or cell and ends in another one: write {%p if ... %}"
            raise UnusableTemplate([f"{fault} and {{%p endif %}} in paragraphs of their own."]) from exc
        return super().fix_tables(xml)

    def render_properties(self, context: Mapping[str, object], jinja_env: object = None) -> None:
        """Leave the file's properties as they are."""


def _tags(part: str, root: Element, faults: list[str]) -> Iterator[Tag]:
    """Yield the tags of a part paragraph by paragraph; a tag that does not end in its paragraph is a fault.

    A tag that begins an optional part belongs to the title that the part begins with; what follows the part belongs to
    the title before it; what stands in a table, such as signatures, to none.
    """
    paragraphs = [(one, text) for one in root.iter("{*}p") if (text := _own_text(one)).strip()]
    section, before = "", []
    for number, (paragraph, text) in enumerate(paragraphs, 1):
        place = f"paragraph {number} of the {part}" + (f", under “{section}”" if section else "")
        in_table = next(paragraph.iterancestors("{*}tbl"), None) is not None
        found = list(_tags_in(text, place, "" if in_table else section, faults))
        faults += [_loses(tag) for tag in found if not _stands_alone(tag, text, paragraph)]
        if found and _BEGINS.match(found[0].text):
            before.append(section)
            following = paragraphs[number] if number < len(paragraphs) else None
            if following and _is_heading(following[0]):
                found[0] = replace(found[0], section=_title(following[1]))
        elif found and _ENDS.match(found[0].text) and before:
            section = before.pop()
        yield from found
        if _is_heading(paragraph):
            section = _title(text)


def _title(text: str) -> str:
    return " ".join(_OPENINGS.split(text)[0].split())[:80]


def _tags_in(text: str, place: str, section: str, faults: list[str]) -> Iterator[Tag]:
    position = 0
    while (opening := _OPENINGS.search(text, position)) is not None:
        end = text.find(_CLOSINGS[opening[0]], opening.end())
        if end < 0:
            faults.append(f"{place[:1].upper()}{place[1:]}: a tag begins with {opening[0]} and does not end.")
            return
        position = end + 2
        if opening[0] != "{#":
            yield Tag(" ".join(text[opening.start() : position].translate(_QUOTATION_MARKS).split()), place, section)


def _stands_alone(tag: Tag, text: str, paragraph: Element) -> bool:
    """Tell whether a tag that goes with its paragraph, or with its row of a table, takes nothing else along."""
    if tag.text.startswith("{%tr"):
        row = next(paragraph.iterancestors("{*}tr"), paragraph)
        text = "".join(_own_text(one) for one in row.iter("{*}p"))
    elif not tag.text.startswith("{%p"):
        return True
    return " ".join(text.translate(_QUOTATION_MARKS).split()) == tag.text


def _loses(tag: Tag) -> str:
    what = "row" if tag.text.startswith("{%tr") else "paragraph"
    return (
        f"{tag.place[:1].upper()}{tag.place[1:]}: “{tag.text[:80]}” shares its {what} with other words, which would be "
        f"lost: give it a {what} of its own."
    )


def _own_text(paragraph: Element) -> str:
    """Return the text of a paragraph without that of text boxes in it, whose paragraphs come by themselves."""
    pieces: list[str] = []
    rest = list(reversed(paragraph))
    while rest:
        element = rest.pop()
        if local(element) == "t":
            pieces.append(element.text or "")
        elif local(element) in ("tab", "br"):
            pieces.append(" ")
        elif local(element) not in ("p", "txbxContent", "del", "delText"):
            rest.extend(reversed(element))
    return "".join(pieces)


def _is_heading(paragraph: Element) -> bool:
    style = child(paragraph, "pPr", "pStyle")
    return style is not None and attribute(style, "val").lower().startswith(("heading", "title"))
