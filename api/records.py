"""Assessments kept as records: one JSON file each, written once, whole or not at all."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from graph.answers.assessment import Assessment
from graph.store.whole_file import write_whole
from ontology.errors import NotFound


@dataclass(frozen=True)
class Records:
    """The records in the folder of a store."""

    home: Path

    def keep(self, assessment: Assessment) -> Path:
        """Keep an assessment and return its file. The same assessment again is the same record."""
        path = self._path(assessment.id)
        if not path.exists():
            write_whole(path, assessment.model_dump_json(indent=1))
        return path

    def made(self, id_: str) -> date:
        """Return the day on which an assessment that is kept was made."""
        return datetime.fromtimestamp(self._path(id_).stat().st_mtime, UTC).date()

    def get(self, id_: str) -> Assessment:
        """Return a kept assessment. Raises `NotFound`."""
        path = self._path(id_)
        if not re.fullmatch(r"[0-9a-f]{16}", id_) or not path.exists():
            raise NotFound("There is no assessment '{id}'.", id=id_)
        return Assessment.model_validate_json(path.read_text(encoding="utf-8"))

    def _path(self, id_: str) -> Path:
        return self.home / "assessments" / f"{id_}.json"
