"""The HTTP API under `/v1`."""

from typing import Final

from fastapi import APIRouter

from api.v1 import (
    assessments,
    audit,
    comparisons,
    entities,
    evidence,
    gaps,
    graph,
    ingests,
    questions,
    reviews,
    sources,
)

ROUTERS: Final[tuple[APIRouter, ...]] = (
    assessments.router,
    comparisons.router,
    gaps.router,
    entities.router,
    questions.router,
    sources.router,
    ingests.router,
    reviews.router,
    evidence.router,
    graph.router,
    audit.router,
)
