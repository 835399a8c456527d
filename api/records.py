"""Assessments kept as records: one JSON file each, written once, whole or not at all."""

import os
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

from graph.assessment import Assessment
from ontology.errors import NotFound


@dataclass(frozen=True)
class Records:
    """The records in the folder of a store."""

    home: Path

    def keep(self, assessment: Assessment) -> Path:
        """Keep an assessment and return its file. The same assessment again is the same record."""
        path = self._path(assessment.id)
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(
                "w", dir=path.parent, suffix=".part", delete=False, encoding="utf-8"
            ) as part:
                part.write(assessment.model_dump_json(indent=1))
                part.flush()
                os.fsync(part.fileno())
            Path(part.name).replace(path)
        return path

    def get(self, id_: str) -> Assessment:
        """Return a kept assessment. Raises `NotFound`."""
        path = self._path(id_)
        if not re.fullmatch(r"[0-9a-f]{16}", id_) or not path.exists():
            raise NotFound("There is no assessment '{id}'.", id=id_)
        return Assessment.model_validate_json(path.read_text(encoding="utf-8"))

    def _path(self, id_: str) -> Path:
        return self.home / "assessments" / f"{id_}.json"
