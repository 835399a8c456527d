"""Where the files are that pages load: our own, vis-network from the installed pyvis package, and the Ace editor from
django-ace.
"""

from importlib.util import find_spec
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).parent
STATIC: Final = HERE / "static"
TEMPLATES: Final = HERE / "templates"


def _carried_by(package: str, folder: str) -> Path:
    # Found without importing the package, which would load IPython, Django and more.
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise ImportError(f"{package} is not installed")
    return Path(spec.origin).parent / folder


VIS_NETWORK: Final = _carried_by("pyvis", "lib/vis-9.1.2")
EDITOR: Final = _carried_by("django_ace", "static/django_ace/ace")
