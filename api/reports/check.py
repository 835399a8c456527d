"""What a check found, in the terminal or as JSON."""

import json
from collections import Counter
from collections.abc import Sequence

from rich.console import Console

from api.language import Translate, translation
from graph.known.answers import cite
from graph.known.snapshot import Record, Snapshot
from graph.upkeep.validation import Finding
from ontology.namespaces import ID, SAMSPIL
from ontology.words import Language


def print_findings(
    findings: Sequence[Finding], snapshot: Snapshot, console: Console, language: Language, *, as_json: bool
) -> None:
    """Print each finding with its file, row, column and remedy."""
    if as_json:
        console.print_json(json.dumps([_as_json(f) for f in findings], ensure_ascii=False))
        return
    say = translation(language)
    for f in findings:
        template = {
            "violation": say("fault: {place}: {thing}: {message}"),
            "contradiction": say("contradiction: {place}: {thing}: {message}"),
        }.get(f.result.severity, say("note: {place}: {thing}: {message}"))
        places = "; ".join(_place(r, say) for r in f.records) or say("no known place")
        column = (
            say(", column '{column}'").format(column=snapshot.label(f.result.path)[language]) if f.result.path else ""
        )
        line = template.format(
            place=places + column, thing=snapshot.label(f.result.focus)[language], message=f.result.message[language]
        )
        console.print(line, soft_wrap=True)
        if f.result.severity == "contradiction":
            for s in f.statements:
                console.print(f"    {s.value}  –  {'; '.join(_said(snapshot, e, language) for e in s.evidence)}")
    counted = Counter(f.result.severity for f in findings)
    said = say("Checked: {faults} faults, {contradictions} contradictions, {notes} notes.")
    faults, contradictions = counted["violation"], counted["contradiction"]
    notes = len(findings) - faults - contradictions
    console.print(said.format(faults=faults, contradictions=contradictions, notes=notes))


def _said(snapshot: Snapshot, evidence: str, language: Language) -> str:
    """Return who said it: the title of the source, its date and its address."""
    citation = cite(snapshot, evidence)
    date = snapshot.value(citation.source or "", SAMSPIL.date)
    return ", ".join(filter(None, (citation.title[language], date, citation.locator, citation.address)))


def _place(record: Record, say: Translate) -> str:
    """Return the file and row that a piece of evidence came in by, or its IRI."""
    if not record.table:
        return record.iri
    return say("{table}.csv, line {row}").format(table=record.table.removeprefix(f"{ID}table/"), row=record.row)


def _as_json(finding: Finding) -> dict[str, object]:
    r = finding.result
    rows = [
        {"evidence": x.iri, "table": x.table, "row": x.row, "source": x.source, "locator": x.locator}
        for x in finding.records
    ]
    return {
        "severity": r.severity,
        "thing": r.focus,
        "property": r.path,
        "value": r.value,
        "shape": r.shape,
        "message": r.message,
        "values": [{"value": s.value, "evidence": s.evidence} for s in finding.statements],
        "evidence": rows,
    }
