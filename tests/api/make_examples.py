"""Make the examples of answers in `api/examples` anew: `python -m tests.api.make_examples`.

They are what the application answers on the shipped facts, with the first item of each list.
"""

import json
import tempfile
from pathlib import Path

from fastapi.testclient import TestClient

from api.app import create_app
from api.http.description import EXAMPLES
from api.query.cypher import EXAMPLE
from api.settings import Settings
from graph.store import EmbeddedStore
from ingest.load import load_baseline
from tests.conftest import NOON
from tests.ingest.test_prose import FORM

PROPOSAL = {
    "title": "Hjem og job til unge hjemløse",
    "summary": "Unge hjemløse mellem 18 og 24 år får en bolig efter Housing First.",
    "departments": ["MSB"],
    "budget": 6_000_000,
}
GETS = {
    "RecordPage": "/v1/assessments?limit=1",
    "GapPage": "/v1/gaps?limit=1",
    "EntityPage": "/v1/entities?q=housing+first&limit=1",
    "Entity": "/v1/entities/initiative/havnegade",
    "QuestionPage": "/v1/questions?limit=1",
    "QuestionAnswer": "/v1/questions/funders-of-a-theme",
    "SourcePage": "/v1/sources?limit=1",
    "JobPage": "/v1/ingests?limit=1",
    "ReviewPage": "/v1/reviews?limit=1",
    "EvidencePage": "/v1/evidence?status=accepted&limit=1",
    "Health": "/healthz",
    "AuditPage": "/v1/audit?limit=1",
}


def first(value: object) -> object:
    """The value with only the first of each list, and of each map from names that nobody chose."""
    if isinstance(value, list):
        return [first(item) for item in value[:1]]
    if isinstance(value, dict):
        by_iri = len(value) > 1 and all(name.startswith("https:") for name in value)
        return {k: first(v) for k, v in list(value.items())[: 1 if by_iri else None]}
    return value


def answers(client: TestClient) -> dict[str, object]:
    """The answers by the name of their schema."""
    found: dict[str, object] = {"Proposal": PROPOSAL, "TwoProposals": {"first": PROPOSAL, "second": {"title": "Job"}}}
    found["Assessment"] = client.post("/v1/assessments", json=PROPOSAL).json()
    found["Comparison"] = client.post("/v1/comparisons", json=found["TwoProposals"]).json()
    file = ("files", ("skema 2026.txt", FORM.encode(), "text/plain"))
    found["ReadSources"] = client.post("/v1/sources", files=[file]).json()
    waiting = [w["id"] for w in client.get("/v1/evidence").json()["items"]]
    found["DecisionRequest"] = {"evidence": waiting[:1], "decision": "accepted", "comment": "Set i kilden"}
    found["Made"] = client.post("/v1/reviews", json=found["DecisionRequest"]).json()
    found["CorrectionRequest"] = {
        "evidence": waiting[1],
        "statements": [{"subject": "Havnegade", "property": "targetGroup", "value": "unge hjemløse"}],
        "comment": "",
    }
    found["EvidenceRecord"] = client.get(f"/v1/evidence/{waiting[0]}").json()
    job = client.post("/v1/ingests", files=[file]).json()
    events = client.get(f"/v1/ingests/{job['id']}/events").text
    found["Job"] = json.loads(events.strip().rpartition("data: ")[2].splitlines()[0])
    found |= {name: client.get(address).json() for name, address in GETS.items()}
    found["ReviewRecord"] = found["ReviewPage"]["items"][0]
    found["CypherQuery"] = {"query": EXAMPLE, "parameters": {}}
    found["CypherAnswer"] = {
        "graph_version": found["Health"]["graph_version"],
        "columns": ["funder", "initiative", "r.amount"],
        "rows": [["Bikubenfonden", "Havnegade", 1500000.0]],
    }
    return found


def main() -> None:
    """Write the examples."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        with EmbeddedStore.writing(home, "examples") as store:
            load_baseline(store, NOON)
        with TestClient(create_app(Settings(store=home, user="anna"))) as client:
            for name, answer in answers(client).items():
                kept = answer if name in {"Proposal", "TwoProposals"} else first(answer)
                text = json.dumps(kept, ensure_ascii=False, indent=1)
                (EXAMPLES / f"{name}.json").write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
