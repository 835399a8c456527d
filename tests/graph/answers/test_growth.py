"""The answers at scale: what is looked up is what the questions answer, and the work does not outgrow the graph.

Work is counted in calls of functions, which are the same on every machine, never in seconds.
"""

import re
import sys

import pytest

from bench.answers.latency import grown
from graph.answers.assessment import Assessor
from graph.answers.findings import find, kinds
from graph.answers.gaps import Gaps
from graph.answers.question import fill, select
from graph.known.view import as_store
from graph.reading.proposal import Proposal
from ontology.namespaces import CONCEPT

PROPOSAL = Proposal(
    title="Housing First til unge",
    summary="Unge i hjemløshed får egen bolig og støtte.",
    themes=["homelessness"],
    departments=["MSB"],
)


@pytest.fixture(scope="module")
def small(snapshot):
    return grown(snapshot, 200)


@pytest.fixture(scope="module")
def large(snapshot):
    return grown(snapshot, 800)


def calls(work):
    """Count the functions that a piece of work calls."""
    counted = 0

    def count(_frame, event, _argument):
        nonlocal counted
        counted += event == "call"

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(before)
    return counted


def restricted(kind, anchors, snapshot, view):
    """Return the rows of a question that is asked about some things only."""
    query = kind.question.query
    if any(p.name == "theme" for p in kind.question.parameters):
        themes = " ".join(f"<{iri}>" for iri in snapshot.concepts(f"{CONCEPT}theme"))
        query = fill(kind.question, {"theme": themes})
    values = " ".join(f"<{iri}>" for iri in anchors)
    query = query.replace("WHERE {", f"WHERE {{ VALUES ?{kind.gap.around[0]} {{ {values} }}", 1)
    found = select(view, query)
    names = [c.name for c in kind.question.columns]
    return {tuple(row[n].value if row[n] is not None else "" for n in names) for row in found}


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.question.name)
def test_what_is_looked_up_around_things_is_what_the_question_answers_about_them(kind, small):
    view = as_store(small)
    (findings,) = (f for f in find(small) if f.kind.question == kind.question)
    anchor = kind.place[kind.gap.around[0]]
    asked = sorted({row[anchor] for finding in findings.every for row in finding.rows})[::3]
    looked_up = {row for finding in findings.around({kind.gap.around[0]: asked}) for row in finding.rows}
    told = {row for finding in findings.every for row in finding.rows}
    assert looked_up == (restricted(kind, asked, small, view) & told if asked else set())
    assert bool(looked_up) == bool(asked)


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.question.name)
def test_a_question_behind_gaps_takes_sets_away_and_looks_for_nothing_row_by_row(kind):
    # What NOT EXISTS asks is looked for anew for every row: only one statement of what the row holds is quick to find.
    for asked in re.findall(r"NOT EXISTS \{([^{}]*(?:\{[^{}]*\}[^{}]*)*)\}", kind.question.query):
        assert re.fullmatch(r"\s*\?\w+ [\w:|]+ \?\w+\s*", asked), asked


def test_the_rows_behind_gaps_grow_no_faster_than_the_initiatives(small, large):
    for few, many in zip(find(small), find(large), strict=True):
        rows = [sum(len(f.rows) for f in found.every) for found in (few, many)]
        assert rows[1] <= 6 * rows[0] + 60, few.kind.question.name  # four times as many initiatives


def test_the_whole_graphs_gaps_take_work_in_proportion_to_it(small, large):
    work = [calls(lambda s=s: Gaps(s).numbers()) for s in (small, large)]
    assert work[1] < 6 * work[0]


def test_another_assessment_takes_no_more_work_on_a_larger_graph(small, large):
    work = []
    for snapshot in (small, large):
        assessor = Assessor(snapshot)
        assessor.assess(PROPOSAL, 2022)
        work.append(calls(lambda a=assessor: a.assess(PROPOSAL, 2022)))
    assert work[1] < 2 * work[0]


def test_a_gap_about_many_names_some_and_counts_the_others(large):
    gaps = Gaps(large)
    every = [gaps.at(number) for number in gaps.numbers(severity="high")]
    assert max(g.more for g in every) > 0
    assert all(len(g.about) <= 40 for g in every)
    assert all(g.ask and g.remedy["da"] for g in every)


def test_all_gaps_come_once_each_however_they_are_asked_for(small):
    gaps = Gaps(small)
    by_severity = [n for severity in ("high", "medium", "low") for n in gaps.numbers(severity)]
    assert by_severity == list(range(len(gaps)))
    one = gaps.at(0)
    assert 0 in gaps.numbers(about=one.about[0].id)
    assert all(one.about[0].id in str(gaps.at(n)) for n in gaps.numbers(about=one.about[0].id))
