"""The weights that were found by measurement, as `weights.toml` holds them."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Final

WEIGHTS_FILE: Final = Path(__file__).with_name("weights.toml")
_WEIGHTS: Final[Mapping[str, Mapping[str, float]]] = tomllib.loads(WEIGHTS_FILE.read_text(encoding="utf-8"))
OVERLAP: Final = _WEIGHTS["overlap"]
"""How much text, place (`area`) and period weigh in an overlap."""
DEALS: Final = _WEIGHTS["deals"]
"""How much each likeness to a past deal weighs when co-investors are ranked (`graph.known.deals`)."""
