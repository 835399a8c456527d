"""`/v1/audit`: the audit trail, for administrators."""

from datetime import date
from itertools import islice
from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, BeforeValidator, Field

from api.audit import Asked, Entry, Outcome, Trail
from api.needs import MAY_ADMINISTER
from api.problems import RESPONSES

router = APIRouter(prefix="/v1/audit", tags=["audit"], responses=RESPONSES, dependencies=[MAY_ADMINISTER])


def _in_iso(day: object) -> object:
    return date.fromisoformat(day) if isinstance(day, str) else day


IN_ISO = BeforeValidator(_in_iso)
"""A number is no day: pydantic would take it for seconds since 1970."""


class AuditPage(BaseModel):
    """Some of the entries, the latest first; `next` is the cursor of the next page, if there is one."""

    items: list[Entry]
    next: int | None = Field(default=None, examples=[951])


@router.get("", summary="Who did what when")
def list_audit(
    request: Request,
    who: Annotated[str, Query(max_length=200, description="By whom", examples=["anna@example.dk"])] = "",
    what: Annotated[str, Query(max_length=50, description="What was done", examples=["review"])] = "",
    outcome: Outcome | None = None,
    since: Annotated[date | None, IN_ISO, Query(description="From this day (UTC) on", examples=["2026-01-31"])] = None,
    until: Annotated[date | None, IN_ISO, Query(description="Until this day (UTC)", examples=["2026-12-31"])] = None,
    limit: Annotated[int, Query(ge=1, le=1000, examples=[100])] = 100,
    cursor: Annotated[
        int | None, Query(ge=1, le=2**53, description="Only entries before this number", examples=[951])
    ] = None,
) -> AuditPage:
    """Return the entries of the audit trail that are asked for."""
    trail: Trail = request.app.state.trail
    asked = Asked(who, what, outcome or "", _day(since), _day(until))
    found = list(islice(trail.latest(asked, cursor), limit + 1))
    return AuditPage(items=found[:limit], next=found[limit - 1].number if len(found) > limit else None)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
