"""A visitor without a browser: what Streamlit's server takes to change pages, drawing left out."""

from __future__ import annotations

import asyncio
import random
import time

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

_MOST_BYTES = 2**26


async def page_changes(address: str, until: float, pauses: tuple[float, float]) -> list[float]:
    """Change between two pages until `until` (monotonic); return the seconds from each request to the script's end."""
    draw = random.Random(0)
    seconds: list[float] = []
    stream = address.replace("http", "ws") + "/_stcore/stream"
    async with connect(stream, subprotocols=[Subprotocol("streamlit")], max_size=_MOST_BYTES) as server:
        pages = await _run(server, "")
        while time.monotonic() < until:
            for name in ("library", "legal"):
                await asyncio.sleep(draw.uniform(*pauses))
                began = time.perf_counter()
                await _run(server, pages[name])
                seconds.append(time.perf_counter() - began)
    return seconds


async def _run(server: ClientConnection, page: str) -> dict[str, str]:
    """Have a page's script run; return the hashes of all pages by address."""
    request = BackMsg()
    request.rerun_script.page_script_hash = page
    await server.send(request.SerializeToString())
    pages: dict[str, str] = {}
    async for received in server:
        message = ForwardMsg.FromString(received if isinstance(received, bytes) else received.encode())
        if message.HasField("navigation"):
            pages = {one.url_pathname: one.page_script_hash for one in message.navigation.app_pages}
        if message.HasField("script_finished") and message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
            break
    return pages
