"""Whether an address is on this machine; apart from what connects to it, which takes long to import."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit


def is_remote(url: str) -> bool:
    """Tell whether what is sent to an address leaves this machine: all but the loopback device counts as that."""
    host = urlsplit(url if "//" in url else f"//{url}").hostname or ""
    try:
        return not ip_address(host).is_loopback
    except ValueError:
        return host.lower().rstrip(".") != "localhost"
