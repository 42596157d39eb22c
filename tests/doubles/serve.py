"""Serves the app over the double: python -m tests.doubles.serve PORT FOLDER [SECONDS A WORD]."""

import sys
from pathlib import Path
from types import ModuleType

from streamlit import config
from streamlit.web import bootstrap

from tests.doubles.vouch import FakeVouch

ROOT = Path(__file__).resolve().parents[2]


def main(port: int, folder: Path, pause: float) -> None:
    wiring = ModuleType("modules.wiring")
    wiring.Vouch = lambda: FakeVouch(folder, pause=pause)  # type: ignore[attr-defined]
    sys.modules["modules.wiring"] = wiring
    options = {"server_port": port, "server_headless": True}
    bootstrap.load_config_options(options)
    config.set_option("server.port", port)
    bootstrap.run(str(ROOT / "app.py"), False, [], options)


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]), float(sys.argv[3]) if len(sys.argv) > 3 else 0.0)
