"""What the kill tests kill: `python -m tests.integration.crash_child FOLDER VERB`. Says "go" when it begins."""

from __future__ import annotations

import io
import sys
import time
from pathlib import Path

from tests.integration.house import House
from tests.integration.store_fakes import HashEmbedder, PlainReader, text_of

NEW = {"new1.txt": text_of("new1", 12), "new2.txt": text_of("new2", 12)}
OLD_EMBEDDER = HashEmbedder()
NEW_EMBEDDER = HashEmbedder("other", 24, seconds_a_text=0.002)


def main(folder: Path, verb: str) -> None:
    embedder = HashEmbedder(seconds_a_text=0.004) if verb == "ingest" else OLD_EMBEDDER
    house = House(folder, embedder, PlainReader(0.01))
    house.open()
    library = house.library()
    library.store.lexical("warm", 1)
    library.index().count()
    sys.stdout.write("go\n")
    sys.stdout.flush()
    if verb == "ingest":
        for name, content in NEW.items():
            library.add(name, io.BytesIO(content))
    elif verb == "delete":
        for document in library.documents():
            if document.name.startswith("doomed"):
                library.delete(document.id)
    else:
        house.embedder = NEW_EMBEDDER
        house.queue.use(lambda: NEW_EMBEDDER)
    time.sleep(60)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
