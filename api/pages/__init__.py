"""The addresses of the pages in the browser."""

from typing import Final

from fastapi import APIRouter

from api.pages import gaps, lookup, ontology, questions, review, sign_in, sources, things

ROUTERS: Final[tuple[APIRouter, ...]] = (
    ontology.router,
    lookup.router,
    things.router,
    questions.router,
    gaps.router,
    sources.router,
    review.router,
    sign_in.router,
)
