"""Check digits, by which a number is told from any other number of its length."""

from __future__ import annotations

import re

_VIN_VALUES = dict(zip("ABCDEFGHJKLMNPRSTUVWXYZ", [*range(1, 9), *range(1, 6), 7, 9, *range(2, 10)], strict=True))
_VIN_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)


def digits_of(text: str) -> str:
    """Return the digits of a text."""
    return re.sub(r"\D", "", text)


def luhn(text: str) -> bool:
    """Tell whether a number ends in the check digit of payment cards (ISO/IEC 7812-1)."""
    digits = [int(digit) for digit in digits_of(text)]
    doubled = [sum(divmod(digit * 2, 10)) for digit in digits[-2::-2]]
    return len(digits) > 1 and (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0


def iban(text: str) -> bool:
    """Tell whether an account number has the check digits of ISO 13616 (modulo 97)."""
    plain = re.sub(r"[\s-]", "", text).upper()
    if not 15 <= len(plain) <= 34:
        return False
    return int("".join(str(int(sign, 36)) for sign in plain[4:] + plain[:4])) % 97 == 1


def nhs_number(text: str) -> bool:
    """Tell whether ten digits are a number of the National Health Service (modulo 11)."""
    digits = [int(digit) for digit in digits_of(text)]
    if len(digits) != 10:
        return False
    return (
        11 - sum(digit * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    ) % 11 == digits[9]


def dea_number(text: str) -> bool:
    """Tell whether two letters and seven digits are a prescriber's number of the Drug Enforcement Administration."""
    digits = [int(digit) for digit in digits_of(text)]
    return len(digits) == 7 and (sum(digits[0:6:2]) + 2 * sum(digits[1:6:2])) % 10 == digits[6]


def vin(text: str) -> bool:
    """Tell whether seventeen signs are a vehicle's number with its check digit (49 CFR 565.15)."""
    plain = text.upper()
    if len(plain) != 17 or not re.fullmatch(r"[A-HJ-NPR-Z0-9]+", plain) or not re.search(r"[A-Z]", plain):
        return False
    values = [int(sign) if sign.isdigit() else _VIN_VALUES[sign] for sign in plain]
    rest = sum(value * weight for value, weight in zip(values, _VIN_WEIGHTS, strict=True)) % 11
    return plain[8] == ("X" if rest == 10 else str(rest))


def social_security(text: str) -> bool:
    """Tell whether nine digits can be a social security number; areas from 900 stand in test records."""
    digits = digits_of(text)
    return len(digits) == 9 and digits[:3] not in ("000", "666") and digits[3:5] != "00" and digits[5:] != "0000"
