"""The fields that Vouch knows. A domain is a package below this one with a `DOMAIN`; nothing else lists them."""

from __future__ import annotations

import importlib
import pkgutil

from modules.core.types import Domain


def discover() -> dict[str, Domain]:
    """Return the domains by key, in the order of their titles.

    A package that does not import stops the start: a page that silently lost its field would be worse.

    Raises:
        TypeError: a package's `DOMAIN` is not a `Domain`.
        ValueError: a domain's key is not its folder's name, by which its page and its workspace are found.
    """
    packages = [info.name for info in pkgutil.iter_modules(__path__) if info.ispkg]
    found = [domain for name in packages if (domain := _domain(name)) is not None]
    return {domain.key: domain for domain in sorted(found, key=lambda domain: domain.title)}


def _domain(name: str) -> Domain | None:
    """Import one package below this one; None where it has no DOMAIN."""
    domain = getattr(importlib.import_module(f"{__name__}.{name}"), "DOMAIN", None)
    if domain is None:
        return None
    if not isinstance(domain, Domain):
        raise TypeError(f"DOMAIN of {name} is a {type(domain).__name__}, not a Domain")
    if domain.key != name:
        raise ValueError(f"the domain in the folder {name} calls itself {domain.key}")
    return domain
