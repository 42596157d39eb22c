"""The language of a template's tags, read from their syntax trees: nothing of a template runs to understand it.

What a tag may say is a list of a few things, and everything else is a fault with its place: no loops, no attributes,
no calls, no arithmetic. What is left cannot reach a file, and takes time in proportion to its length.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache

from jinja2 import StrictUndefined, TemplateSyntaxError, nodes
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup, escape

from modules.core.forms import Condition, FieldKind, all_of, always, answered, any_of, equal, negated

_OPTIONS = ("label", "help", "default", "topic")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,59}")
_DEEPEST = 12  # optional parts within optional parts
_LONGEST_TAG = 600  # characters
_MOST_TAGS = 2_000
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_MARKS = re.compile(r"^\{%(?:(?:p|tr)\s+|\s*)|\s*%\}$")
_BLANK_LINE = re.compile(r"\n[ \t]*\n\s*")
_BRACES = str.maketrans({"{": "&#123;", "}": "&#125;"})
_ALLOWED = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.If,
    nodes.Name,
    nodes.Const,
    nodes.Filter,
    nodes.Keyword,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.Compare,
    nodes.Operand,
)


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag as it stands in a template.

    Attributes:
        text: from "{{" or "{%" to its end, on one line, with straight quotation marks.
        place: where it stands, for the reader of the template: "paragraph 12, under “Fees”".
        section: the title above it.
    """

    text: str
    place: str
    section: str = ""


class Fault(Exception):
    """What is wrong with a tag, as the end of a sentence that begins with the tag."""


@dataclass(slots=True)
class Use:
    """One place where a field is printed, or decides about a part.

    Attributes:
        kept: whether the document keeps the place.
        printed: the field is printed there.
        kind, options, choices: what the tag says of the field.
        compared: the text that it is compared with.
    """

    name: str
    tag: Tag
    kept: Condition
    printed: bool
    kind: FieldKind | None = None
    options: dict[str, str] = field(default_factory=dict)
    choices: tuple[str, ...] = ()
    compared: str | None = None


@dataclass(slots=True)
class _Part:
    """An optional part that is open: in which of its branches the reader is."""

    tag: Tag
    outer: Condition
    branch: Condition
    earlier: list[Condition]
    has_else: bool = False

    @property
    def kept(self) -> Condition:
        return all_of(self.outer, *map(negated, self.earlier), self.branch)


@cache
def environment() -> SandboxedEnvironment:
    """Return what understands tags: values are escaped for XML, and a field without a value is an error.

    It knows the kinds of fields as filters, which change nothing, and nothing else that could be called.
    """
    made = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined, finalize=_as_xml)
    made.globals.clear()
    made.tests.clear()
    made.filters.clear()
    made.filters.update({kind.value: _unchanged for kind in FieldKind})
    return made


def names_in(text: str) -> set[str]:
    """Return the fields in a whole part of a template, as it will be filled.

    Raises:
        Fault: it holds something else than tags may say.
    """
    names = set()
    try:
        for node in _walked(environment().parse(text)):
            if not isinstance(node, _ALLOWED):
                raise Fault("holds a command that is not understood")
            if isinstance(node, nodes.Name):
                names.add(node.name)
    except (TemplateSyntaxError, RecursionError) as exc:
        raise Fault("does not end all the parts that it begins") from exc
    return names


def uses_of(tags: Iterable[Tag], faults: list[str]) -> Iterator[Use]:
    """Yield what the tags do with fields, in order; what is wrong with a tag is added to `faults`, as a sentence."""
    open_parts: list[_Part] = []
    for number, tag in enumerate(tags):
        try:
            if number >= _MOST_TAGS:
                raise Fault(f"comes after {_MOST_TAGS:,} others: a template has no more tags than that")
            yield from _read(tag, open_parts)
        except Fault as fault:
            faults.append(_sentence(tag, str(fault)))
            if number >= _MOST_TAGS:
                return
    faults += [_sentence(part.tag, "begins a part that no {% endif %} ends") for part in open_parts]


def _read(tag: Tag, open_parts: list[_Part]) -> list[Use]:
    """Return the uses in a tag; what begins, turns or ends an optional part changes `open_parts`."""
    if len(tag.text) > _LONGEST_TAG:
        raise Fault(f"is longer than {_LONGEST_TAG} characters")
    kept = open_parts[-1].kept if open_parts else always
    if tag.text.startswith("{{"):
        return [_printed(tag, kept)]
    word, _, rest = _MARKS.sub("", tag.text).partition(" ")
    match word:
        case "if":
            return _opened(tag, rest, open_parts, kept)
        case "elif" | "else" | "endif" if not open_parts:
            raise Fault("stands outside any part that an {% if ... %} begins")
        case "endif":
            open_parts.pop()
        case "elif" | "else" if open_parts[-1].has_else:
            raise Fault("stands after the part's {% else %}")
        case "else":
            part = open_parts[-1]
            part.earlier.append(part.branch)
            part.branch, part.has_else = always, True
        case "elif":
            part = open_parts[-1]
            part.earlier.append(part.branch)
            part.branch = negated(always)
            part.branch, uses = _condition(_expression(rest), tag, part.outer)
            return uses
        case "for":
            raise Fault("repeats a part, which templates cannot do here: write the part once")
        case _:
            raise Fault("is a command that is not understood: there are only if, elif, else and endif")
    return []


def _opened(tag: Tag, condition: str, open_parts: list[_Part], outer: Condition) -> list[Use]:
    part = _Part(tag, outer, negated(always), [])
    open_parts.append(part)  # also where its condition is wrong: its end is not to be a second fault
    if len(open_parts) > _DEEPEST:
        raise Fault(f"lies in more than {_DEEPEST} optional parts")
    part.branch, uses = _condition(_expression(condition), tag, outer)
    return uses


def _expression(text: str) -> nodes.Node:
    """Return the tree of what stands between the marks of a tag."""
    try:
        body = environment().parse(f"{{{{ {text} }}}}").body
    except (TemplateSyntaxError, RecursionError) as exc:
        raise Fault("cannot be understood: check its quotation marks, commas and brackets") from exc
    found = [node for output in body for node in output.iter_child_nodes()]
    if len(body) != 1 or len(found) != 1:
        raise Fault("cannot be understood: check its quotation marks, commas and brackets")
    return found[0]


def _printed(tag: Tag, kept: Condition) -> Use:
    if tag.text[2:4] in ("p ", "r "):
        raise Fault("asks for formatted text: leave out the letter after the brackets")
    use = _named(_expression(tag.text[2:-2]), tag, kept, printed=True)
    if use.kind is FieldKind.YES_NO:
        raise Fault("prints a yes or no: use it in {% if ... %} instead")
    return use


def _named(node: nodes.Node, tag: Tag, kept: Condition, *, printed: bool) -> Use:
    """Read a field: its name, and perhaps its kind with options."""
    if isinstance(node, nodes.Name):
        if not _NAME.fullmatch(node.name):
            raise Fault("is not the name of a field: letters, digits and _, at most 60, a letter first")
        return Use(node.name, tag, kept, printed)
    if not isinstance(node, nodes.Filter) or not isinstance(node.node, nodes.Name):
        raise Fault("is not a field: write its name, and after a | what kind it is")
    if node.name not in list(FieldKind):
        raise Fault(f"names a kind that there is not: there are {', '.join(FieldKind)}")
    if node.dyn_args is not None or node.dyn_kwargs is not None:
        raise Fault("has options that cannot be understood")
    use = _named(node.node, tag, kept, printed=printed)
    use.kind = FieldKind(node.name)
    use.choices = tuple(_constant(one) for one in node.args)
    use.options = {str(pair.key): _constant(pair.value) for pair in node.kwargs}
    if unknown := use.options.keys() - set(_OPTIONS):
        raise Fault(f"has the option “{min(unknown)}”: there are {', '.join(_OPTIONS)}")
    if use.choices and use.kind is not FieldKind.CHOICE:
        raise Fault("lists choices, which only a choice has")
    return use


def _constant(node: nodes.Node) -> str:
    if isinstance(node, nodes.Const) and isinstance(node.value, str | int | float):
        return str(node.value) if not isinstance(node.value, bool) else ("yes" if node.value else "no")
    raise Fault("has an option that is neither a text in quotation marks nor a number")


def _condition(node: nodes.Node, tag: Tag, kept: Condition) -> tuple[Condition, list[Use]]:
    """Return what tells whether a part is kept, and the fields that it asks."""
    match node:
        case nodes.And() | nodes.Or():
            left, first = _condition(node.left, tag, kept)
            right, second = _condition(node.right, tag, kept)
            both = all_of if isinstance(node, nodes.And) else any_of
            return both(left, right), first + second
        case nodes.Not():
            inner, uses = _condition(node.node, tag, kept)
            return negated(inner), uses
        case nodes.Compare():
            return _comparison(node, tag, kept)
        case _:
            use = _named(node, tag, kept, printed=False)
            return answered(use.name), [use]


def _comparison(node: nodes.Compare, tag: Tag, kept: Condition) -> tuple[Condition, list[Use]]:
    if len(node.ops) != 1 or node.ops[0].op not in ("eq", "ne"):
        raise Fault("compares in a way that is not understood: there are only == and !=")
    use = _named(node.expr, tag, kept, printed=False)
    use.compared = _constant(node.ops[0].expr)
    same = equal(use.name, use.compared)
    return (same if node.ops[0].op == "eq" else negated(same)), [use]


def _sentence(tag: Tag, fault: str) -> str:
    return f"{tag.place[:1].upper()}{tag.place[1:]}: “{_short(tag.text)}” {fault}."


def _short(text: str) -> str:
    return text if len(text) <= 80 else text[:79] + "…"


def _walked(root: nodes.Node) -> Iterator[nodes.Node]:
    rest = [root]
    while rest:
        node = rest.pop()
        yield node
        rest.extend(node.iter_child_nodes())


def _as_xml(value: object) -> object:
    """Return an answer as XML: its braces are no tags, and a blank line, for docxtpl a bell, begins a paragraph."""
    if not isinstance(value, str):
        return value  # an undefined one raises when it is printed
    text = _CONTROL.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))
    return Markup(_BLANK_LINE.sub("\a", str(escape(text)).translate(_BRACES)))  # noqa: S704 - it is escaped


def _unchanged(value: object, *_: object, **__: object) -> object:
    return value
