"""An HTTP connection that can be cut from another thread, so that a server stops writing as soon as nobody reads."""

from __future__ import annotations

import socket
import ssl
from contextlib import suppress
from functools import cache
from typing import Any

import httpx


class CuttableTransport(httpx.BaseTransport):
    """A transport for one request at a time that remembers its socket.

    Closing a socket does not wake a thread that reads from it; shutting it down does.
    """

    def __init__(self) -> None:
        self._inner = httpx.HTTPTransport(verify=tls_context())
        self._socket: socket.socket | None = None
        self._cut = False

    def through(self, unix_socket: str) -> CuttableTransport:
        """Connect through a Unix socket instead of the address in the URL; returns itself."""
        self._inner.close()
        self._inner = httpx.HTTPTransport(verify=tls_context(), uds=unix_socket)
        return self

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send the request and remember the socket that it opens."""
        if self._cut:
            raise httpx.ConnectError("cut before it was opened")
        request.extensions = {**request.extensions, "trace": self._remember}
        return self._inner.handle_request(request)

    def close(self) -> None:
        """Close what is open."""
        self._inner.close()

    def cut(self) -> None:
        """End the connection now, or as soon as it is opened: a read in another thread fails with `TransportError`."""
        self._cut = True
        if self._socket is not None:
            with suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)

    def _remember(self, event: str, info: dict[str, Any]) -> None:
        if event.endswith(("connect_tcp.complete", "connect_unix_socket.complete", "start_tls.complete")):
            self._socket = info["return_value"].get_extra_info("socket")
            if self._cut:  # while it was being opened
                self.cut()


@cache
def tls_context() -> ssl.SSLContext:
    """Return the one context that all connections share: reading the certificates takes 15 ms each time."""
    return httpx.create_ssl_context()
