"""The grammar of mathematical texts: precedence climbing over the tokens of `lexing`; it builds a tree only.

From loose to tight: lists, relations, unions, sums, products (written or implied, from left to right: 1/2x is x/2),
signs, powers, what stands behind (! % °), atoms.
"""

from __future__ import annotations

from collections.abc import Callable

from modules.domains.education.maths import notation
from modules.domains.education.maths.lexing import Token
from modules.domains.education.maths.syntax import (
    Binary,
    Call,
    Constant,
    Expression,
    Group,
    Relation,
    Symbol,
    Unit,
    Unreadable,
)
from modules.domains.education.maths.vocabulary import NAMED_FUNCTIONS

MAX_DEPTH = 40  # of brackets, roots, fractions and signs inside each other
_RELATIONS = frozenset(("=", "!=", "<", "<=", ">", ">=", "~"))
_SEPARATORS = frozenset((",", ";", "or"))
_END = Token("end", "")


class Grammar:
    """Reads one sequence of tokens; `expression` is the way in."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.at = 0
        self._depth = 0
        self._bars = 0
        self.by_digit = False  # whether the next argument is one digit, as in TeX

    # What the notations of `notation` use, too.

    def peek(self, ahead: int = 0) -> Token:
        """Return a coming token."""
        place = self.at + ahead
        return self.tokens[place] if place < len(self.tokens) else _END

    def take(self) -> Token:
        """Return the next token and go on."""
        token = self.peek()
        self.at = min(self.at + 1, len(self.tokens))
        return token

    def sees(self, *values: str) -> bool:
        """Tell whether the next token is one of these signs."""
        return self.peek().kind == "sign" and self.peek().value in values

    def skip(self, *values: str) -> bool:
        """Take the next token if it is one of these signs, and tell whether it was."""
        found = self.sees(*values)
        self.at += found
        return found

    def expect(self, value: str) -> None:
        """Take this sign.

        Raises:
            Unreadable: something else stands there.
        """
        if not self.skip(value):
            raise Unreadable(f"A “{value.removeprefix('set')}” is missing.")

    def argument(self) -> Expression:
        """Read what a command, a power or an index takes: a group in braces, or one sign."""
        if self.skip("{"):
            inside = self._within(self.listed)
            self.expect("}")
            return inside
        token = self.peek()
        if token.kind == "number" and len(token.value) > 1 and token.value.isdigit() and self.by_digit:
            self.tokens[self.at] = Token("number", token.value[1:])
            return notation.number(token.value[0])
        if self.skip("-"):
            return Call("neg", (self._within(self.argument),))
        return self._atom()

    # From loose to tight.

    def expression(self) -> Expression:
        """Read all of it.

        Raises:
            Unreadable: it does not follow the grammar.
        """
        read = self.listed()
        while self.skip(".", ",", "?"):
            pass
        if self.peek() is not _END:
            raise Unreadable(f"“{self.peek().value[:20].removeprefix('set')}” is not expected where it stands.")
        return read

    def listed(self) -> Expression:
        """Read one or more things with commas, semicolons, "and" or "or" in between."""
        items = [self.relation()]
        while self.sees(*_SEPARATORS):
            while self.skip(*_SEPARATORS):
                pass
            if self.peek() is _END or self.sees("."):
                break
            items.append(self.relation())
        return items[0] if len(items) == 1 else Group("list", tuple(items))

    def relation(self) -> Expression:
        """Read a chain of relations."""
        parts, operators = [self._union()], []
        while self.sees(*_RELATIONS):
            operators.append(self.take().value)
            parts.append(self._union())
        if self.sees("in") and isinstance(parts[-1], Symbol):  # x in [1, 2]
            self.take()
            return self._union()
        return Relation(tuple(parts), tuple(operators)) if operators else parts[0]

    def _union(self) -> Expression:
        read = self._ratio()
        while self.sees("union", "intersection", "union?", "minus"):
            name = self.take().value.removesuffix("?")
            read = Call(name, (read, self._ratio()))
        return read

    def _ratio(self) -> Expression:
        items = [self.sum()]
        while self.sees(":") and self.peek(1).kind == "number" and items:
            self.take()
            items.append(self.sum())
        return items[0] if len(items) == 1 else Call("ratio", tuple(items))

    def sum(self) -> Expression:
        """Read terms with + - ± in between."""
        read = self.product()
        while self.sees("+", "-", "±", "∓"):
            operator = self.take().value
            read = Binary(operator, read, self.product())
        return read

    def product(self) -> Expression:
        """Read factors, with or without a sign in between."""
        read = self.unary()
        while True:
            if self.sees("*", "/"):
                operator = self.take().value
                read = Binary(operator, read, self.unary())
            elif self._implied():
                read = Binary("*", read, self.power())
            elif self.peek().kind in ("word", "text") or self._unit_sign():
                read = Binary("*", read, self._counted())
            else:
                return read

    def _implied(self) -> bool:
        token, before = self.peek(), self.tokens[self.at - 1]
        if token.kind in ("symbol", "constant", "function", "unit"):
            return True
        if token.kind == "number":
            return before.value in (")", "}", "]") and before.kind == "sign"
        if token.kind == "command":
            return not token.value.startswith("end ") and token.value not in ("rangle", "rfloor", "rceil")
        if token.value == "[":
            return before.value in (")", "]")
        if token.value == "union?":
            return not self._set_follows()
        return token.kind == "sign" and (token.value in ("(", "{") or (token.value == "|" and not self._bars))

    def _set_follows(self) -> bool:
        before = self.tokens[self.at - 1]
        return before.value in (")", "]") and self.peek(1).value in ("(", "[")

    def _unit_sign(self) -> bool:
        return self.sees("dollar") or (self.sees("in") and self.peek(1) is _END)

    def _counted(self) -> Expression:
        """Read what is counted: "square feet", "apples", "ways"."""
        words = []
        while self.peek().kind in ("word", "text") or self._unit_sign():
            words.append(self.take().value)
        name = " ".join(words)
        square = {"square ": 2, "sq ": 2, "cubic ": 3}
        for prefix, exponent in square.items():
            if name.startswith(prefix):
                return Binary("^", Unit(name.removeprefix(prefix)), notation.whole(exponent))
        if name in ("square", "sq", "cubic") and self.peek().kind in ("unit", "symbol"):
            return Binary("^", Unit(self.take().value), notation.whole(square[name + " "]))
        unit = Unit(name)
        return Binary("^", unit, self.argument()) if self.skip("^") else unit

    def unary(self) -> Expression:
        """Read a factor with its signs."""
        if self.sees("-", "+", "±", "∓"):
            sign = self.take().value
            inside = self._within(self.unary)
            if isinstance(inside, Binary) and inside.operator in "*/+":  # a mixed number or a price
                return Call("neg", (inside,)) if sign == "-" else inside if sign == "+" else Call(sign, (inside,))
            return inside if sign == "+" else Call("neg" if sign == "-" else sign, (inside,))
        return self.power()

    def power(self) -> Expression:
        """Read an atom with what stands behind it and its exponent."""
        read = self._behind(self._atom())
        if not self.skip("^"):
            return read
        return self._behind(Binary("^", read, self._within(self._exponents)))

    def _exponents(self) -> Expression:
        exponent = self.argument()
        return Binary("^", exponent, self._within(self._exponents)) if self.skip("^") else exponent

    def _behind(self, read: Expression) -> Expression:
        while self.sees("!", "%", "°"):
            sign = self.take().value
            following = self.peek()
            if sign == "°" and following.value in ("C", "F") and following.kind == "symbol":
                self.take()
                read = Binary("*", read, Unit("°" + following.value))
            else:
                read = Call({"!": "factorial", "%": "percent", "°": "degree"}[sign], (read,))
        return read

    def _atom(self) -> Expression:
        return self._within(self._any_atom)

    def _any_atom(self) -> Expression:
        token = self.take()
        match token.kind:
            case "number":
                return notation.after_number(self, token)
            case "symbol":
                return self._symbol(token.value)
            case "constant":
                return Constant(token.value)
            case "unit":
                return Unit(token.value)
            case "function":
                return notation.function(self, token.value)
            case "command":
                return notation.command(self, token.value)
            case "word" | "text" if self.at > 1 and self.tokens[self.at - 2].value == "/":
                return Unit(token.value)
            case "sign":
                return self._bracketed(token.value)
            case _:
                raise Unreadable("Something is missing at the end." if token is _END else "This is not mathematics.")

    def _symbol(self, name: str) -> Expression:
        if name in NAMED_FUNCTIONS:
            while self.skip("'"):
                name += "'"
            argument = self.peek(1)
            if self.sees("(") and argument.kind in ("symbol", "number") and self.peek(2).value == ")":
                self.at += 3
                return Symbol(f"{name}({argument.value})")
        if name == "C" and self.sees("(") and self.peek(2).value == ",":
            self.take()
            items = self.items()
            self.expect(")")
            return Call("binomial", items)
        if self.skip("_"):
            return Symbol(f"{name}_{notation.index(self)}")
        while self.skip("'"):
            name += "'"
        return Constant(name) if name in ("e", "i") else Symbol(name)

    def _bracketed(self, sign: str) -> Expression:
        match sign:
            case "(" | "[":
                bars, self._bars = self._bars, 0
                items = self.items()
                closing = self.take().value
                self._bars = bars
                return notation.bracketed(sign, items, closing)
            case "{" | "set{":
                return notation.braces(self, sign)
            case "|" | "||":
                self._bars += 1
                inside = self.sum()
                self.expect(sign)
                self._bars -= 1
                return Call("abs" if sign == "|" else "norm", (inside,))
            case "dollar":
                inside = self._within(self.unary)
                return Binary("*", inside, Unit("dollar"))
            case "<" if notation.is_vector(self):
                return notation.vector(self, ">")
            case "union?":
                return Symbol("U")
            case _:
                raise Unreadable(f"“{sign.removeprefix('set')}” is not expected where it stands.")

    def element(self) -> Expression:
        """Read the first thing in a set, before which a bar says "such that"."""
        self._bars += 1
        read = self.relation()
        self._bars -= 1
        return read

    def items(self) -> tuple[Expression, ...]:
        """Read what stands between brackets, with commas or semicolons in between."""
        items = [self._within(self.relation)]
        while self.skip(",", ";"):
            items.append(self._within(self.relation))
        return tuple(items)

    def _within(self, read: Callable[[], Expression]) -> Expression:
        self._depth += 1
        if self._depth > MAX_DEPTH * 3:
            raise Unreadable("This is nested too deeply to be checked.")
        try:
            return read()
        finally:
            self._depth -= 1
