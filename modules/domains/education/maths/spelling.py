"""One spelling for the many in which mathematics is written: LaTeX, Unicode signs, thousands separators, dollars."""

from __future__ import annotations

import re
import unicodedata

_SUPERSCRIPTS = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿⁱˣ", "0123456789+-()nix", strict=True))
_SUBSCRIPTS = dict(zip("₀₁₂₃₄₅₆₇₈₉₊₋", "0123456789+-", strict=True))
_SIGNS = {
    **dict.fromkeys("−–—‐‑‒﹣－", "-"),
    **dict.fromkeys("×⋅·∗•∙", "*"),
    **dict.fromkeys("÷∕", "/"),
    "⁄": "/",
    "≤": "<=",
    "⩽": "<=",
    "≥": ">=",
    "⩾": ">=",
    "≠": "!=",
    "≈": "~",
    "≅": "~",
    "√": "\\sqrt ",
    "∛": "\\cbrt ",
    "∞": "\\infty ",
    "∪": "\\cup ",
    "∩": "\\cap ",
    "∈": "\\in ",
    "∅": "\\emptyset ",
    "∑": "\\sum ",
    "∏": "\\prod ",
    "∫": "\\int ",
    "±": "\\pm ",
    "∓": "\\mp ",
    "ℝ": "\\reals ",
    "⟨": "\\langle ",
    "⟩": "\\rangle ",
    "∂": "d",
    "º": "°",
    "˚": "°",
    "′": "'",
    "’": "'",
    "→": "\\to ",
    "Ω": "\\Omega ",
    "µ": "\\mu ",
}
_GREEK = {
    letter: f"\\{name} "
    for letter, name in zip(
        "αβγδεζηθικλμνξπρσςτυφχψωΓΔΘΛΞΠΣΦΨ",
        [
            "alpha",
            "beta",
            "gamma",
            "delta",
            "epsilon",
            "zeta",
            "eta",
            "theta",
            "iota",
            "kappa",
            "lambda",
            "mu",
            "nu",
            "xi",
            "pi",
            "rho",
            "sigma",
            "sigma",
            "tau",
            "upsilon",
            "phi",
            "chi",
            "psi",
            "omega",
            "Gamma",
            "Delta",
            "Theta",
            "Lambda",
            "Xi",
            "Pi",
            "Sigma",
            "Phi",
            "Psi",
        ],
        strict=True,
    )
}
_TABLE = str.maketrans({**_SIGNS, **_GREEK})
_DROPPED = re.compile(
    r"\\(?:left|right|bigl?|bigr?|Bigl?|Bigr?|biggl?|biggr?|Biggl?|Biggr?|displaystyle|textstyle|limits|nolimits|rm|bf)"
    r"(?![A-Za-z])\.?|\\(?:quad|qquad|hspace\{[^{}]*\}|phantom\{[^{}]*\})(?![A-Za-z])"
)
_SPACES = re.compile(r"(?<!\\)\\[,;:! >]|~(?=\S*\\)|[\u00a0\u2000-\u200d\u202f\u2060\ufeff]")
_WORDING = re.compile(r"\\(?:mathrm|mathit|mathbf|mathbb|operatorname\*?|boldsymbol|mathsf|bm)\s*\{([A-Za-z]+)\}")
_DEGREES = re.compile(r"\^\s*(?:\{\s*\\circ\s*\}|\\circ(?![A-Za-z]))|\\(?:degree|circ)(?![A-Za-z])")
_THOUSANDS = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d,]|\.\d*,)")
_SPACED_NUMBER = re.compile(r"\s*-?\d{1,3}(?:\s\d{3})+\s*")  # 100 000
_PRIME = re.compile(r"\^\s*\{\s*(?:\\prime\s*)+\}|\\prime(?![A-Za-z])|\^\\prime")
_TIMES_X = re.compile(r"(?<=[\d)%])\s+[xX]\s+(?=[\d($.\\])|(?<=\d)[xX](?=\d)")
_SLOPE = re.compile(r"(?<![A-Za-z\\])d\s*/\s*d([a-z])(?![A-Za-z])")
_FRACTION_ARGUMENT = re.compile(r"(\\(?:[dtc]?frac|[dt]?binom))\s*([0-9A-Za-z])")
_SECOND_ARGUMENT = re.compile(r"(\\(?:[dtc]?frac|[dt]?binom)\s*\{[^{}]*\})\s*([0-9A-Za-z])")
_ROOT_ARGUMENT = re.compile(r"(\\sqrt\s*(?:\[[^\]]*\])?)\s*([0-9A-Za-z])(?=[0-9A-Za-z])")


def spelled(text: str) -> str:
    """Return the text in the one spelling that the grammar reads.

    Superscripts become powers, signs become ASCII or LaTeX commands, spacing and sizes of brackets go, `$` around a
    formula goes, thousands separators go where they can be told from the commas of a list.
    """
    text = _scripts(text.replace("$$", " ").replace("$", " ") if "$$" in text else text)
    text = _vulgar_fractions(text).translate(_TABLE)
    text = _SLOPE.sub(r"\\frac{d}{d\1}", unicodedata.normalize("NFKC", text))
    text = re.sub(r"(?<=\d)(?:\{,\}|,\\!)\s*(?=\d)", "", text).replace("\\$", "\\dollar ").replace("\\%", "%")
    text = text.replace("\\(", " ").replace("\\)", " ").replace("\\[", " ").replace("\\]", " ").replace("\\&", "&")
    text = _DROPPED.sub(" ", text)
    text = _WORDING.sub(lambda found: " \\reals " if found[1] == "R" else f" {found[1]} ", text)
    text = _PRIME.sub("'", _DEGREES.sub("°", _SPACES.sub(" ", text)))
    text = re.sub(r"\s+", "", text) if _SPACED_NUMBER.fullmatch(text) else _dollars(text)
    text = _TIMES_X.sub(" * ", _thousands(text))
    text = _ROOT_ARGUMENT.sub(r"\1{\2}", text) if "\\sqrt{" not in text else text
    return _SECOND_ARGUMENT.sub(r"\1{\2}", _FRACTION_ARGUMENT.sub(r"\1{\2}", text)).strip()


def _scripts(text: str) -> str:
    for signs, mark in ((_SUPERSCRIPTS, "^"), (_SUBSCRIPTS, "_")):
        letters = "".join(signs)
        text = re.sub(f"[{letters}]+", lambda run, s=signs, m=mark: f"{m}{{{''.join(s[c] for c in run[0])}}}", text)  # type: ignore[misc]
    return text


def _vulgar_fractions(text: str) -> str:
    def _written(found: re.Match[str]) -> str:
        above, _, below = unicodedata.normalize("NFKC", found[0]).partition("⁄")
        return f"\\frac{{{above}}}{{{below}}}"

    return re.sub("[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒]", _written, text)


def _dollars(text: str) -> str:
    """Tell the `$` that opens and closes a formula from the one before a price."""
    whole = text.strip()
    if len(whole) > 1 and whole[0] == whole[-1] == "$" and not whole.endswith("\\$"):
        return text.replace("$", " ")
    return re.sub(r"\$(?=\s*-?\s*[\d.])", "\\\\dollar ", text).replace("$", " ")


def _thousands(text: str) -> str:
    """Take the separators out of 1,000 and 12,345.6, but not out of the pair (3,456)."""
    pairs = [found.span() for found in re.finditer(r"[(\[{][\s\d.,;-]*[)\]}]", text)]

    def _whole(found: re.Match[str]) -> str:
        inside = any(start < found.start() < end for start, end in pairs) and found[0].count(",") < 2
        return found[0] if inside else found[0].replace(",", "")

    return _THOUSANDS.sub(_whole, text)
