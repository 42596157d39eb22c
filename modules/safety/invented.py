"""Invented names, places and numbers: the same secret and the same original always give the same one."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator

_FEMALE_WORDS = """
Adelheid Agatha Albertine Annelore Augusta Beatrix Berenice Bettina Brunhilde Camilla Celestine Clementine Clothilde
Cordelia Corisande Dorothea Drusilla Edwina Eleonora Elfriede Ermintrude Ernestine Esmeralda Eugenie Euphemia
Evangeline Felicitas Fenella Florentine Genevieve Georgiana Gwendoline Hedwig Henrietta Hermione Hildegard Hortensia
Imogen Isolde Jacquetta Jessamine Josephina Leocadia Leonora Letitia Lucasta Lucinda Mafalda Marcellina Millicent
Minerva Octavia Odette Ottilie Penelope Perpetua Petronella Philippa Philomena Rosalind Rosamund Sabina Seraphina
Sidonie Sophronia Tabitha Theodora Theresia Thomasina Ulrike Ursula Valentina Walburga Wilhelmina Winifred Zenobia
"""
_FEMALE = _FEMALE_WORDS.split()
_MALE_WORDS = """
Abelard Aldous Algernon Alphonse Ambrose Anselm Archibald Augustus Balthasar Barnaby Bartholomew Benedict Bertram
Caspar Cedric Clement Cornelius Crispin Cuthbert Cyprian Dietrich Dunstan Ebenezer Edmund Egbert Erasmus Eustace
Evelyn Ferdinand Fergus Florian Fulbert Gervase Gideon Godfrey Gottfried Gustave Hannibal Hartmut Hector Heribert
Hieronymus Horatio Hubertus Humphrey Ignatius Jasper Jeremias Jerome Justinian Lambert Lancelot Laurentius Leander
Leopold Lothar Lucius Magnus Marmaduke Maximilian Melchior Mortimer Nathanael Nicodemus Octavius Orlando Osbert
Oswald Percival Peregrine Philemon Quentin Rainald Reinhold Roderick Rupert Septimus Siegfried Sigismund Sylvester
Tancred Thaddeus Theobald Tiberius Torquil Tristram Ulric Valentine Waldemar Wendelin Wilfred Zacharias
"""
_MALE = _MALE_WORDS.split()
_HEADS_WORDS = """
Alder Ambel Arken Balder Barrow Belm Birken Bram Bren Brook Bux Calder Chel Corn Cran Dal Dray Dun Elders Eming
Fallow Farn Fen Gar Glas Gren Hald Ham Hasel Hather Holm Inger Kel Kenn Lang Lind Lock Mar Mel Mers Nether New Nor
Oak Orm Os Pel Pen Quarl Rad Raven Ros Rush Sel Shel Skel Stan Stock Sut Thorn Tram Uld Vern Wal War Wen Wes Whit
Wim Wol Wych Yar Yel
"""
_HEADS = _HEADS_WORDS.split()
_FAMILY_ENDS_WORDS = """
acre brand bridge burn combe croft dale field ford gate ham hurst land ley lock mere rick ridge shaw stead thorpe
wick with worth
"""
_FAMILY_ENDS = _FAMILY_ENDS_WORDS.split()
_PLACE_ENDS_WORDS = """
bourne bury cester chester cliffe grave haven holt keld marsh minster mouth ness over port ryde stoke ton vale ville
water wold
"""
_PLACE_ENDS = _PLACE_ENDS_WORDS.split()


class Inventor:
    """Draws invented things by a secret.

    Args:
        secret: what nobody else knows; without it nobody can tell what stands for what.
    """

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def given(self, name: str, sex: str) -> Iterator[str]:
        """Yield given names of the same sex, endlessly; further ones where the first are taken."""
        pool = {"F": _FEMALE, "M": _MALE}.get(sex, [*_FEMALE, *_MALE])
        for number, attempt in self._numbers(f"given {name}"):
            second = f"-{pool[number // len(pool) % len(pool)]}" if attempt >= len(pool) else ""
            yield pool[number % len(pool)] + second

    def family(self, name: str) -> Iterator[str]:
        """Yield family names, endlessly."""
        yield from self._composed(f"family {name}", _FAMILY_ENDS)

    def place(self, name: str) -> Iterator[str]:
        """Yield names of places, endlessly."""
        yield from self._composed(f"place {name}", _PLACE_ENDS)

    def code(self, text: str) -> Iterator[str]:
        """Yield codes of the same shape, endlessly: a digit for a digit, a letter for a letter."""
        for attempt in range(1_000_000):
            stream = iter(self._bytes(f"code {attempt} {text}", len(text)))
            yield "".join(_like(sign, next(stream), first=place == 0) for place, sign in enumerate(text))

    def number(self, name: str, below: int) -> int:
        """Return one number from 0 up to `below`."""
        return int.from_bytes(self._bytes(name, 8)) % below

    def _composed(self, name: str, ends: list[str]) -> Iterator[str]:
        for number, attempt in self._numbers(name):
            head, end = _HEADS[number % len(_HEADS)], ends[number // len(_HEADS) % len(ends)]
            middle = _HEADS[number // 9_973 % len(_HEADS)].lower() if attempt > 50 else ""
            yield head + middle + end

    def _numbers(self, name: str) -> Iterator[tuple[int, int]]:
        for attempt in range(1_000_000):
            yield int.from_bytes(self._bytes(f"{name} {attempt}", 8)), attempt

    def _bytes(self, name: str, length: int) -> bytes:
        blocks = b""
        while len(blocks) < length:
            blocks += hmac.digest(self._secret, f"{len(blocks)} {name}".encode(), hashlib.sha256)
        return blocks[:length]


def _like(sign: str, number: int, *, first: bool) -> str:
    if sign.isdigit():
        return str(1 + number % 9) if first else str(number % 10)
    letters = "abcdefghjkmnpqrstuvwxyz"
    if not sign.isalpha():
        return sign
    return letters[number % len(letters)].upper() if sign.isupper() else letters[number % len(letters)]
