"""Reading Danish: what a document says, as proposed evidence.

    document → form (themes, fields) → page (sentences) → names → claims → evidence

Each step is in a file of its own; words and wordings are in `danish.toml` and `form.toml`, and how sure a claim is in
`confidence.toml`. See `docs/reading.md`.
"""

from pyoxigraph import NamedNode

from graph.evidence.document import Document
from graph.evidence.evidence import Evidence
from graph.known.snapshot import Snapshot
from graph.reading.thesaurus import Thesaurus
from ingest.extraction.authority import find_policies, find_responsible
from ingest.extraction.budgets import find_budgets
from ingest.extraction.claims import Claim
from ingest.extraction.confidence import LEAST
from ingest.extraction.ends import find_ends
from ingest.extraction.initiatives import find_initiatives
from ingest.extraction.money import find_funding, municipality_of
from ingest.extraction.names import find_again, find_names
from ingest.extraction.observations import find_observations
from ingest.extraction.page import Page, open_page
from ingest.extraction.people import find_targets
from ingest.extraction.persons import without_persons
from ingest.extraction.places import find_areas, find_in_area, find_shared, name_shortly
from ingest.extraction.rows import find_in_tables
from ingest.extraction.statements import Reading, as_evidence
from ingest.extraction.things import Things


def extract(document: Document, iri: NamedNode, snapshot: Snapshot) -> list[Evidence]:
    """Return what a document, known as `iri`, says: evidence with the status proposed, each with its passage and how
    sure it is. Names that the snapshot knows keep their IRI. The same document gives the same evidence.
    """
    return [evidence for _, evidence in read_claims(document, iri, snapshot, LEAST)]


def read_claims(document: Document, iri: NamedNode, snapshot: Snapshot, least: float) -> list[tuple[Claim, Evidence]]:
    """Return every claim of a document that is at least so sure, with the evidence that it makes."""
    page = open_page(document)
    things = Things(snapshot, Thesaurus(snapshot))
    claims = find_claims(page, things, snapshot)
    return as_evidence(claims, Reading(document, iri, things, municipality_of(page)), least)


def find_claims(page: Page, things: Things, snapshot: Snapshot) -> list[Claim]:
    """Return everything that a page is found to say, sure or not."""
    find_names(page, things)
    find_areas(page, things)
    for sentence in page.sentences:
        find_again(page, sentence, things, "area")
    initiatives = find_initiatives(page, things)
    find_areas(page, things)  # now that the initiatives which they stand beside are known
    for sentence in page.sentences:
        find_again(page, sentence, things, "area")
    name_shortly(page, things)
    shared = find_shared(page, things)
    tables = find_in_tables(page, things)
    things.join_short_names("initiative")
    for sentence in page.sentences:
        find_again(page, sentence, things, "initiative")
    funding = find_funding(page, things)
    in_area = [*shared, *find_in_area(page, shared)]
    policies = find_policies(page)
    ends = find_ends(page, in_area, things)
    over = {c.subject for c in ends if c.modality == "ended"}
    claims = [
        *find_responsible(page, things),
        *(c for c in initiatives if c.subject not in over),
        *tables,
        *funding,
        *in_area,
        *ends,
        *policies,
        *find_targets(page, snapshot),
        *find_observations(page, snapshot),
        *find_budgets(page, [*funding, *policies]),
    ]
    return without_persons(claims)
