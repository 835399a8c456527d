"""Assessments kept as records: one JSON file each, written once, whole or not at all."""

import json
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from api.desks.old_records import read_record
from graph.answers.assessment import Assessment
from graph.store.whole_file import write_whole
from ontology.errors import NotFound


class _Titled(BaseModel):
    model_config = ConfigDict(extra="ignore")

    title: str


class _Record(BaseModel):
    """What is read of a record to list it."""

    model_config = ConfigDict(extra="ignore")

    id: str
    graph_version: str
    as_of: str | None
    year: int | None
    proposal: _Titled


class RecordSummary(BaseModel):
    """A record in a list: of which proposal, asked when, of which graph version."""

    id: str = Field(examples=["0123456789abcdef"])
    title: str = Field(description="The title of the proposal, which may be empty", examples=["Hjem og job"])
    kept_at: datetime = Field(examples=["2026-01-31T12:00:00Z"])
    graph_version: str = Field(examples=["5f6c" * 16])
    as_of: str | None = Field(examples=["2026-01-31"])
    year: int | None = Field(examples=[2026])


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
        """Return a kept assessment. Raises `NotFound`, `InputError` for one of a later version."""
        path = self._path(id_)
        if not re.fullmatch(r"[0-9a-f]{16}", id_) or not path.exists():
            raise NotFound("There is no assessment '{id}'.", id=id_)
        return read_record(json.loads(path.read_text(encoding="utf-8")))

    def paths(self) -> list[Path]:
        """Return the files of all records, the latest first."""
        found = [(-path.stat().st_mtime_ns, path) for path in self._path("*").parent.glob("*.json")]
        return [path for _, path in sorted(found)]

    def summary(self, path: Path) -> RecordSummary:
        """Return what a list says of the record in a file."""
        record = _Record.model_validate_json(path.read_bytes())
        return RecordSummary(
            id=record.id,
            title=record.proposal.title,
            kept_at=datetime.fromtimestamp(path.stat().st_mtime, UTC),
            graph_version=record.graph_version,
            as_of=record.as_of,
            year=record.year,
        )

    def _path(self, id_: str) -> Path:
        return self.home / "assessments" / f"{id_}.json"
