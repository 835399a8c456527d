"""`/v1/audit`: the audit trail, for administrators."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import BeforeValidator

from api.access.audit import Asked, Entry, Outcome, Trail
from api.http.needs import MAY_ADMINISTER
from api.http.paging import Page, PageDep
from api.http.problems import RESPONSES
from api.http.route import V1Route

router = APIRouter(
    prefix="/v1/audit", tags=["audit"], responses=RESPONSES, route_class=V1Route, dependencies=[MAY_ADMINISTER]
)


def _in_iso(day: object) -> object:
    return date.fromisoformat(day) if isinstance(day, str) else day


IN_ISO = BeforeValidator(_in_iso)
"""A number is no day: pydantic would take it for seconds since 1970."""


class AuditPage(Page[Entry]):
    """Some of the entries, the latest first. What is added meanwhile moves no page that comes after."""


@router.get("", summary="Who did what when")
def list_audit(
    request: Request,
    asked: PageDep,
    who: Annotated[str, Query(max_length=200, description="By whom", examples=["anna@example.dk"])] = "",
    what: Annotated[str, Query(max_length=50, description="What was done", examples=["review"])] = "",
    outcome: Outcome | None = None,
    since: Annotated[date | None, IN_ISO, Query(description="From this day (UTC) on", examples=["2026-01-31"])] = None,
    until: Annotated[date | None, IN_ISO, Query(description="Until this day (UTC)", examples=["2026-12-31"])] = None,
) -> AuditPage:
    """Return the entries of the audit trail that are asked for."""
    trail: Trail = request.app.state.trail
    found = list(trail.latest(Asked(who, what, outcome or "", _day(since), _day(until))))
    page = asked.cut(found, lambda entry: entry.hash)
    return AuditPage(items=list(page.items), **page.rest)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
