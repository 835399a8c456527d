"""A graph in which a paper has been read, with what it says waiting for review: for the tests of every door."""

from dataclasses import replace
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Triple

from graph.evidence.evidence import ACCEPTED, BY_DOCUMENT, PROPOSED, Evidence, Passage
from graph.evidence.recording import record
from graph.evidence.texts import Texts
from graph.store import Place, writing
from ingest.load import load_files
from ingest.readers.plain_text import read_plain_text
from ontology.namespaces import CONCEPT, DCT, ID, RDF, SAMSPIL, SKOS, XSD
from tests.conftest import NOON

KNOWN = (
    "id;slags;navn;sektor;tema\n"
    "bikubenfonden;fond;Bikubenfonden;fond;\n"
    "havnegade;indsats;Havnegade;;Flere hjemløse i egen bolig\n"
)
PAPER = """Et papir om <b>hjemløshed</b> & boliger

Indsatser

Havnegade er et botilbud for unge hjemløse mellem 18 og 24 år.
Kollegiet ved Åen er nyt og åbner i 2027.
Bikubenfonden giver 2,5 mio. kr. til Kollegiet ved Åen i 2027.
Havnegade er også for ældre.
"""
SOURCE = NamedNode(f"{ID}source/papiret")
DOCUMENT = NamedNode(f"{ID}document/papiret")
HARBOUR, HALL, GRANT, FUND = (
    NamedNode(ID + path)
    for path in (
        "initiative/havnegade",
        "initiative/kollegiet-ved-aaen",
        "funding/bikubenfonden-kollegiet",
        "organisation/bikubenfonden",
    )
)
YOUNG, OLD = (NamedNode(f"{CONCEPT}target-group/{name}") for name in ("young-homeless", "elderly"))
THEME = NamedNode(f"{CONCEPT}theme/homelessness")


def said(name: str, words: str, confidence: str, *statements: Triple) -> Evidence:
    start = PAPER.index(words)
    return Evidence(
        iri=NamedNode(f"{ID}evidence/papiret/{name}"),
        statements=frozenset(statements),
        read_by=BY_DOCUMENT,
        agent=NamedNode(f"{ID}agent/laeseren"),
        source=SOURCE,
        locator="Indsatser",
        passage=Passage(DOCUMENT, start, start + len(words)),
        confidence=confidence,
        status=PROPOSED,
    )


IS_SOURCE = replace(
    said(
        "papiret",
        "papir",
        "1",
        Triple(SOURCE, RDF.type, SAMSPIL.Source),
        Triple(SOURCE, DCT.title, Literal("Papiret <i>om</i> boliger", language="da")),
    ),
    status=ACCEPTED,
)
FOR_YOUNG = said("unge", "unge hjemløse", "0.95", Triple(HARBOUR, SAMSPIL.targetGroup, YOUNG))
IS_HALL = said(
    "kollegiet",
    "Kollegiet ved Åen er nyt",
    "0.8",
    Triple(HALL, RDF.type, SAMSPIL.Initiative),
    Triple(HALL, SKOS.prefLabel, Literal("Kollegiet ved Åen", language="da")),
    Triple(HALL, SAMSPIL.theme, THEME),
)
PAYS = said(
    "betaler",
    "Bikubenfonden giver 2,5 mio. kr. til Kollegiet ved Åen",
    "0.9",
    Triple(GRANT, RDF.type, SAMSPIL.Funding),
    Triple(GRANT, SAMSPIL.funder, FUND),
    Triple(GRANT, SAMSPIL.funded, HALL),
    Triple(GRANT, SAMSPIL.amount, Literal("2500000", datatype=XSD.decimal)),
    Triple(GRANT, SAMSPIL.date, Literal("2027", datatype=XSD.gYear)),
)
FOR_OLD = said("aeldre", "også for ældre", "0.4", Triple(HARBOUR, SAMSPIL.targetGroup, OLD))
ALL = (FOR_YOUNG, IS_HALL, PAYS, FOR_OLD)


def paper_that_waits(home: Path, place: Place | None = None) -> Path:
    """Make the graph under `home`, or at the place with the texts under `home`, and return that."""
    table = home / "kendt.csv"
    home.mkdir(parents=True, exist_ok=True)
    table.write_text(KNOWN, encoding="utf-8")
    Texts(home).keep(DOCUMENT, read_plain_text(PAPER.encode(), "papiret.txt"))
    with writing(place or home, "tests") as store:
        load_files(store, [table], "tester", NOON)
        record(store, [IS_SOURCE, *ALL], at=NOON)
    return home
