"""SPARQL and Cypher over HTTP, and the page to ask on."""

from typing import Final

from fastapi import APIRouter

from api.query import cypher, graph_store, page, sparql

ROUTERS: Final[tuple[APIRouter, ...]] = (sparql.router, page.router, graph_store.router, cypher.router)
