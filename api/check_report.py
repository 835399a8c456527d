"""What a check found, in the terminal or as JSON."""

import json
from collections.abc import Sequence

from rich.console import Console

from api.language import Translate, translation
from graph.snapshot import Record, Snapshot
from graph.validation import Finding
from ontology.vocabulary import local_name
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
        template = (
            say("fault: {place}: {thing}: {message}")
            if f.result.severity == "violation"
            else say("note: {place}: {thing}: {message}")
        )
        places = "; ".join(_place(r, say) for r in f.records) or say("no known place")
        column = (
            say(", column '{column}'").format(column=snapshot.label(f.result.path)[language]) if f.result.path else ""
        )
        line = template.format(
            place=places + column, thing=snapshot.label(f.result.focus)[language], message=f.result.message[language]
        )
        console.print(line, soft_wrap=True)
    faults = sum(f.result.severity == "violation" for f in findings)
    console.print(say("Checked: {faults} faults, {notes} notes.").format(faults=faults, notes=len(findings) - faults))


def _place(record: Record, say: Translate) -> str:
    """Return the file and row that a piece of evidence came in by, or its IRI."""
    if not record.table:
        return record.iri
    return say("{table}.csv, line {row}").format(table=local_name(record.table), row=record.row)


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
        "evidence": rows,
    }
