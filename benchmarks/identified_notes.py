"""Clinical notes about invented people with all eighteen identifiers of the law, and where each of them stands."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from modules.safety.identifiers import Kind
from modules.safety.lexicons import Lexicon

_SLOT = re.compile(r"\{(\w+)\}")
_FOLDER = Path(__file__).parent / "notes"


@dataclass(frozen=True, slots=True)
class Planted:
    """An identifier that was put into a note."""

    kind: Kind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class IdentifiedNote:
    """A note with its identifiers in order."""

    text: str
    planted: tuple[Planted, ...]


def notes(lexicon: Lexicon, count: int, seed: int) -> tuple[list[IdentifiedNote], set[str]]:
    """Return that many notes, and the names of people and places in them, to be held out of the lexicon."""
    drawn = random.Random(seed)
    pools = _Pools(
        sorted(name for name, sex in lexicon.given.items() if sex == "F" and len(name) > 3 and " " not in name),
        sorted(name for name, sex in lexicon.given.items() if sex == "M" and len(name) > 3 and " " not in name),
        sorted(name for name in lexicon.family if len(name) > 3 and " " not in name),
        sorted(name for name in lexicon.places if len(name) > 3),
    )
    templates = [path.read_text(encoding="utf-8") for path in sorted(_FOLDER.glob("*.txt"))]
    held_out: set[str] = set()
    made = []
    for number in range(count):
        writer = _Writer(drawn, pools)
        made.append(writer.fill(templates[number % len(templates)]))
        held_out |= writer.names
    return made, held_out


@dataclass(frozen=True, slots=True)
class _Pools:
    women: Sequence[str]
    men: Sequence[str]
    family: Sequence[str]
    places: Sequence[str]


class _Writer:
    """Fills one template about one patient."""

    def __init__(self, drawn: random.Random, pools: _Pools) -> None:
        self._random = drawn
        self._pools = pools
        self.names: set[str] = set()
        self._female = drawn.random() < 0.5
        self._given, self._family = self._first(), self._last()
        self._day = date(2025, 1, 1) + timedelta(days=drawn.randrange(500))

    def fill(self, template: str) -> IdentifiedNote:
        text, planted, position = "", [], 0
        for slot in _SLOT.finditer(template):
            text += template[position : slot.start()]
            written, kind = self._slot(slot[1])
            if kind:
                planted.append(Planted(kind, len(text), len(text) + len(written)))
            text, position = text + written, slot.end()
        return IdentifiedNote(text + template[position:], tuple(planted))

    def _slot(self, name: str) -> tuple[str, Kind | None]:
        plain = {
            "title": ("Mrs" if self._female else "Mr") + self._random.choice((".", "")),
            "sexed": "woman" if self._female else "man",
            "pronoun": "She" if self._female else "He",
        }
        if name in plain:
            return plain[name], None
        return _SLOTS[name][1](self), _SLOTS[name][0]

    def _cased(self, name: str) -> str:
        self.names.add(name)
        return "-".join(part[:1].upper() + part[1:] for part in name.split("-"))

    def _first(self) -> str:
        return self._cased(self._random.choice(self._pools.women if self._female else self._pools.men))

    def _last(self) -> str:
        return self._cased(self._random.choice(self._pools.family))

    def person(self) -> str:
        initial = self._random.choice(("", "", f" {self._letter()}."))
        return f"{self._given}{initial} {self._family}"

    def other(self) -> str:
        return f"{self._cased(self._random.choice((*self._pools.women[::9], *self._pools.men[::9])))} {self._last()}"

    def reversed(self) -> str:
        return f"{self._family.upper()}, {self._given}" + self._random.choice(("", f" {self._letter()}."))

    def city(self) -> str:
        name = self._random.choice(self._pools.places)
        self.names.add(name)
        return " ".join(part[:1].upper() + part[1:] for part in name.split(" "))

    def street(self) -> str:
        kind = self._random.choice(("Street", "Road", "Avenue", "Lane", "Drive", "Rd", "Ave", "Close", "Court", "Blvd"))
        unit = self._random.choice(("", "", f", Apt {self._random.randrange(1, 40)}"))
        return f"{self._random.randrange(1, 9_900)} {self._last()} {kind}{unit}"

    def cityzip(self) -> str:
        state = self._random.choice(("MA", "OH", "TX", "CA", "NY", "WA", "GA"))
        return f"{self.city()}, {state} {self._digits(5)}"

    def postcode(self) -> str:
        area = self._random.choice(("LS", "M", "BS", "EH", "CF", "SW", "B", "NE"))
        end = self._random.choice("ABDEF") + self._random.choice("GHJLN")
        return f"{area}{self._random.randrange(1, 20)} {self._random.randrange(1, 9)}{end}"

    def phone(self) -> str:
        area, middle, last = (
            str(self._random.randrange(201, 989)),
            str(self._random.randrange(200, 999)),
            self._digits(4),
        )
        return self._random.choice(
            (
                f"({area}) {middle}-{last}",
                f"{area}-{middle}-{last}",
                f"{area}.{middle}.{last}",
                f"+1 {area} {middle} {last}",
            )
        )

    def ukphone(self) -> str:
        return self._random.choice(
            (
                f"0{self._random.randrange(113, 199)} 496 {self._digits(4)}",
                f"07{self._digits(3)} {self._digits(6)}",
                f"+44 7{self._digits(3)} {self._digits(6)}",
            )
        )

    def email(self) -> str:
        host = self._random.choice(("gmail.com", "nhs.net", "stmarys.example.org"))
        return f"{self._given.lower()}.{self._family.lower()}{self._random.randrange(99)}@{host}"

    def day(self, form: str) -> str:
        moment = self._day + timedelta(days=self._random.randrange(60))
        month = f"{moment:%B}"
        return {
            "us": self._random.choice(
                (
                    f"{moment.month}/{moment.day}/{moment.year}",
                    f"{moment:%m/%d/%Y}",
                    f"{moment:%m/%d/%y}",
                    f"{month} {moment.day}, {moment.year}",
                )
            ),
            "short": self._random.choice(
                (f"{moment.day} {month}", f"{month} {moment.day}", f"{moment:%b} {moment.day}")
            ),
            "long": self._random.choice(
                (
                    f"{moment.day} {month} {moment.year}",
                    f"{moment:%d}/{moment:%m}/{moment.year}",
                    f"{moment.day} {moment:%b} {moment.year}",
                )
            ),
            "iso": moment.isoformat(),
            "spoken": f"{month.lower()} {moment.day}",
            "month": month,
        }[form]

    def birth(self, form: str) -> str:
        born = date(self._random.randrange(1937, 2005), self._random.randrange(1, 13), self._random.randrange(1, 29))
        return f"{born:%m/%d/%Y}" if form == "us" else f"{born:%d/%m/%Y}"

    def code(self, form: str) -> str:
        return "".join(self._digits(1) if sign == "9" else self._letter() if sign == "A" else sign for sign in form)

    def nhs(self) -> str:
        while True:
            first = self._digits(9)
            check = (
                11 - sum(int(digit) * weight for digit, weight in zip(first, range(10, 1, -1), strict=True)) % 11
            ) % 11
            if check < 10:
                number = f"{first}{check}"
                return self._random.choice((number, f"{number[:3]} {number[3:6]} {number[6:]}"))

    def card(self) -> str:
        first = "4" + self._digits(14)
        total = sum(sum(divmod(int(digit) * (2 - place % 2), 10)) for place, digit in enumerate(first))
        number = first + str(-total % 10)
        return self._random.choice((number, " ".join(number[at : at + 4] for at in range(0, 16, 4))))

    def iban(self) -> str:
        bank, rest = "".join(self._letter() for _ in range(4)), self._digits(14)
        check = 98 - int("".join(str(int(sign, 36)) for sign in f"{bank}{rest}GB00")) % 97
        return f"GB{check:02d}{bank}{rest}"

    def uuid(self) -> str:
        return "-".join(
            "".join(self._random.choice("0123456789abcdef") for _ in range(length)) for length in (8, 4, 4, 4, 12)
        )

    def mac(self) -> str:
        return ":".join(f"{self._random.randrange(256):02x}" for _ in range(6))

    def ip(self) -> str:
        return ".".join(str(self._random.randrange(1, 255)) for _ in range(4))

    def employer(self) -> str:
        kinds = ("Ltd", "Inc.", "Industries", "Primary School", "Bank", "Technologies", "University")
        return f"{self._last()} {self._random.choice(kinds)}"

    def practice(self) -> str:
        kinds = ("Surgery", "Medical Centre", "Hospital", "Clinic", "Pharmacy", "Health Centre")
        return f"{self._last()} {self._random.choice(kinds)}"

    def age(self) -> str:
        return str(self._random.randrange(90, 104))

    def pick(self, *forms: str) -> str:
        return self.code(self._random.choice(forms))

    def named(self, form: str) -> str:
        forms: dict[str, Callable[[], str]] = {
            "given": lambda: self._given,
            "family": lambda: self._family,
            "lowergiven": lambda: self._given.lower(),
            "lowerfamily": lambda: self._last().lower(),
            "lowerrelative": lambda: self._first().lower(),
            "family2": self._last,
            "given2": self._first,
            "upper": lambda: f"{self._given} {self._family}".upper(),
        }
        return forms[form]()

    def _digits(self, count: int) -> str:
        return "".join(self._random.choice("0123456789") for _ in range(count))

    def _letter(self) -> str:
        return self._random.choice("ABCDEFGHJKLMNPRSTVWXYZ")


_Slot = tuple[Kind, Callable[[_Writer], str]]
_NAMED = ("given", "family", "lowergiven", "lowerfamily", "lowerrelative", "family2", "given2", "upper")
_SLOTS: dict[str, _Slot] = {name: (Kind.NAME, partial(_Writer.named, form=name)) for name in _NAMED} | {
    "person": (Kind.NAME, _Writer.person),
    "other": (Kind.NAME, _Writer.other),
    "relative": (Kind.NAME, _Writer.other),
    "nurse": (Kind.NAME, _Writer.other),
    "reversed": (Kind.NAME, _Writer.reversed),
    "city": (Kind.PLACE, _Writer.city),
    "street": (Kind.PLACE, _Writer.street),
    "cityzip": (Kind.PLACE, _Writer.cityzip),
    "postcode": (Kind.PLACE, _Writer.postcode),
    "day": (Kind.DATE, lambda writer: writer.day("us")),
    "slashday": (Kind.DATE, lambda writer: writer.day("us")),
    "shortday": (Kind.DATE, lambda writer: writer.day("short")),
    "longday": (Kind.DATE, lambda writer: writer.day("long")),
    "isoday": (Kind.DATE, lambda writer: writer.day("iso")),
    "spokenday": (Kind.DATE, lambda writer: writer.day("spoken")),
    "month": (Kind.DATE, lambda writer: writer.day("month")),
    "birth": (Kind.DATE, lambda writer: writer.birth("us")),
    "ukbirth": (Kind.DATE, lambda writer: writer.birth("uk")),
    "old": (Kind.AGE, _Writer.age),
    "phone": (Kind.PHONE, _Writer.phone),
    "ukphone": (Kind.PHONE, _Writer.ukphone),
    "pager": (Kind.PHONE, lambda writer: writer.pick("99999", "9999")),
    "fax": (Kind.FAX, _Writer.phone),
    "email": (Kind.EMAIL, _Writer.email),
    "ssn": (Kind.SOCIAL_SECURITY, lambda writer: writer.code("2") + writer.code("99-4") + writer.code("9-3999")),
    "record": (Kind.RECORD, lambda writer: writer.pick("9999999", "A999999", "99-99-99", "AAA-99999", "999999999")),
    "plan": (Kind.PLAN, lambda writer: writer.pick("AAA999999999", "999999999", "A99-999999", "9AA9AA9AA99")),
    "account": (Kind.ACCOUNT, lambda writer: writer.pick("99999999", "9999-99999", "AC9999999")),
    "licence": (Kind.LICENCE, lambda writer: writer.pick("A9999999", "9999999", "AA999999A")),
    "vin": (Kind.VEHICLE, lambda writer: writer.pick("9AAAA99A99A999999")),
    "plate": (Kind.VEHICLE, lambda writer: writer.pick("9AAA999", "AA99 AAA", "AAA-9999")),
    "device": (Kind.DEVICE, lambda writer: writer.pick("PX-99999", "999999A", "AAA999999A", "99999999")),
    "mac": (Kind.DEVICE, _Writer.mac),
    "ip": (Kind.IP, _Writer.ip),
    "url": (Kind.URL, lambda writer: writer.pick("https://my.example.org/u/99999", "www.chart-99.com/aa/9", "http://clinic99.org")),
    "photo": (Kind.PHOTO, lambda writer: writer.pick("IMG_9999.jpg", "face-9999.png", "w_999.jpeg", "DSC99999.tiff")),
    "biometric": (Kind.BIOMETRIC, lambda writer: writer.pick("FP-999999", "99999999", "AA-9999-99")),
    "passport": (Kind.OTHER, lambda writer: writer.pick("999999999", "A99999999", "AA9999999")),
    "nhs": (Kind.OTHER, _Writer.nhs),
    "uuid": (Kind.OTHER, _Writer.uuid),
    "card": (Kind.ACCOUNT, _Writer.card),
    "iban": (Kind.ACCOUNT, _Writer.iban),
    "employer": (Kind.ORGANISATION, _Writer.employer),
    "practice": (Kind.ORGANISATION, _Writer.practice),
}  # fmt: skip
