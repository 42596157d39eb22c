"""Files that visitors write: plain YAML with the line of everything in it, and what is wrong with it in plain words."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from modules.core.errors import AssistantError

LONGEST = 200_000
"""Characters of a file."""
_DEEPEST = 12
_MOST_PROBLEMS = 20
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a file. `line` counts from 1; `where` names the place: "position cap, limits 1, near"."""

    line: int
    where: str
    message: str

    def __str__(self) -> str:
        place = f"Line {self.line}" + (f" ({self.where})" if self.where else "")
        return f"{place}: {self.message}."


class FileError(AssistantError):
    """A file that is not what it should be. `problems` has all that was found, in the order of the lines.

    Each kind of file has a class of its own, which names it.
    """

    what: ClassVar[str] = "file"

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(set(problems), key=lambda problem: problem.line))[:_MOST_PROBLEMS]
        super().__init__(f"This is not a {self.what} yet.", " ".join(map(str, self.problems)))


@dataclass(frozen=True, slots=True)
class Source:
    """The contents of a file, all scalars as text, and the line on which each thing in it begins."""

    data: Any
    lines: dict[Path, int]

    def problem(self, path: Path, message: str) -> Problem:
        """Return what is wrong at a path; where there is nothing, it is wrong with what would hold it."""
        known = path
        while known and known not in self.lines:
            known = known[:-1]
        return Problem(self.lines.get(known, 1), ", ".join(self._named(path)), message)

    def at(self, path: Path) -> Any:
        """Return what stands at a path, None where nothing does."""
        here = self.data
        for key in path:
            inside = isinstance(here, dict) if isinstance(key, str) else isinstance(here, list)
            if not inside or (key not in here if isinstance(key, str) else not key < len(here)):
                return None
            here = here[key]
        return here

    def _name(self, path: Path) -> Any:
        """Return what an entry of a list is called by itself."""
        return self.at((*path, "id")) or self.at((*path, "key"))

    def _named(self, path: Path) -> Iterator[str]:
        names: list[str] = []
        for depth, key in enumerate(path):
            if isinstance(key, str):
                names.append(key)
            elif names and isinstance(name := self._name(path[: depth + 1]), str):
                names[-1] = f"{names[-1].removesuffix('s')} {name}"
            elif names:
                names[-1] = f"{names[-1]} {key + 1}"
        yield from names


def read(text: str, error: type[FileError]) -> Source:
    """Read a file.

    Raises:
        FileError: of the class given: it is too long, no YAML, nested too deeply, has a key twice, or uses anchors and
            aliases.
    """
    if len(text) > LONGEST:
        raise error([Problem(1, "", f"a {error.what} has at most {LONGEST:,} characters")])
    try:
        _check_events(text, error)
        node = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as exc:
        began = exc.context_mark if "scanning" in (exc.context or "") else exc.problem_mark
        raise error([Problem(_line(began), "", _yaml_words(exc))]) from None
    except yaml.YAMLError:
        raise error([Problem(1, "", "there is a character that a text file cannot hold")]) from None
    if node is None:
        raise error([Problem(1, "", "the file is empty")])
    lines: dict[Path, int] = {}
    problems: list[Problem] = []
    data = _plain(node, (), lines, problems)
    if problems:
        raise error(problems)
    return Source(data, lines)


def explained(source: Source, error: ValidationError, model: type[BaseModel]) -> list[Problem]:
    """Say in plain words what the validation by a model found."""
    return [_explained(source, one, model) for one in error.errors(include_url=False)]


def _line(mark: Any) -> int:
    return mark.line + 1 if mark else 1


def _check_events(text: str, error: type[FileError]) -> None:
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise error([Problem(_line(event.start_mark), "", "write texts with & or * in front in quotes")])
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            raise error([Problem(_line(event.start_mark), "", "the lists are nested too deeply")])


def _plain(node: yaml.Node, path: Path, lines: dict[Path, int], problems: list[Problem]) -> Any:
    lines[path] = _line(node.start_mark)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, (*path, at), lines, problems) for at, item in enumerate(node.value)]
    if not isinstance(node, yaml.MappingNode):
        return node.value
    found: dict[str, Any] = {}
    for key, value in node.value:
        line = _line(key.start_mark)
        if not isinstance(key, yaml.ScalarNode):
            problems.append(Problem(line, "", "a key is a word"))
            continue
        if key.value in found:
            problems.append(Problem(line, "", f"the key {key.value!r} stands here twice"))
        found[key.value] = _plain(value, (*path, key.value), lines, problems)
        lines[(*path, key.value)] = line
    return found


def _yaml_words(error: yaml.MarkedYAMLError) -> str:
    problem = (error.problem or "").lower()
    if "mapping values are not allowed" in problem:
        return 'a text with ": " in it, or a line that is indented too far; put the text in quotes'
    if "tab" in problem or r"'\t'" in problem:
        return "a tab stands where blanks should indent the line"
    if "cannot start any token" in problem:
        return "a tab, or a sign such as @ or %, stands where a text begins; use blanks, or put the text in quotes"
    if "expected <block end>" in problem or "did not find expected" in problem:
        return "the indentation does not fit the lines above, or a quotation mark or bracket is not closed"
    if "unexpected end of stream" in problem:
        return "a quotation mark is not closed"
    if "could not find expected ':'" in problem:
        return 'a key without ": " behind it'
    if "undefined alias" in problem:
        return "write texts with & or * in front in quotes"
    return "this is not written as YAML: " + (problem or "it cannot be read")


def _explained(source: Source, error: ErrorDetails, model: type[BaseModel]) -> Problem:
    path = tuple(error["loc"])
    kind, context, given = error["type"], error.get("ctx", {}), error["input"]
    if kind == "extra_forbidden":
        return source.problem(path, _unknown_key(str(path[-1]), _keys_at(model, path)))
    if kind == "missing":
        return source.problem(path, f"the key {path[-1]!r} is missing")
    if kind == "enum":
        return source.problem(path, f"{str(given)[:40]!r} is none of {context['expected']}")
    words = {
        "string_type": "a text is expected here, not a list",
        "tuple_type": 'a list is expected here: lines that begin with "- "',
        "dict_type": "keys with values are expected here",
        "model_type": "keys with values are expected here",
        "model_attributes_type": "keys with values are expected here",
        "string_too_short": "a text is missing here",
        "string_too_long": f"the text is longer than {context.get('max_length')} characters",
        "too_short": "at least one entry is needed",
        "too_long": f"there are more than {context.get('max_length')} entries",
        "string_pattern_mismatch": "use small letters, digits and hyphens",
    }
    message = str(context["error"]) if kind == "value_error" else words.get(kind, error["msg"].lower())
    return source.problem(path, message)


def _unknown_key(key: str, known: Sequence[str]) -> str:
    near = difflib.get_close_matches(key, known, 1, 0.6)
    hint = f"; {near[0]!r} is" if near else f"; known are {', '.join(known)}" if known else ""
    return f"the key {key[:40]!r} is not known here{hint}"


def _keys_at(model: Any, path: Path) -> list[str]:
    for key in path[:-1]:
        if isinstance(key, str) and (field := model.model_fields.get(key)):
            model = _model_in(field.annotation) or model
    return list(model.model_fields)


def _model_in(annotation: Any) -> Any:
    if hasattr(annotation, "model_fields"):
        return annotation
    inner = getattr(annotation, "__args__", ())
    return next((found for one in inner if (found := _model_in(one))), None)
