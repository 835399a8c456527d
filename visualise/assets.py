"""Where the files are that pages load: our own, and vis-network from the installed pyvis package."""

from importlib.util import find_spec
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).parent
STATIC: Final = HERE / "static"
TEMPLATES: Final = HERE / "templates"


def _vis_network() -> Path:
    # Found without importing pyvis, which would load IPython and more.
    spec = find_spec("pyvis")
    if spec is None or spec.origin is None:
        raise ImportError("pyvis is not installed")
    return Path(spec.origin).parent / "lib" / "vis-9.1.2"


VIS_NETWORK: Final = _vis_network()
