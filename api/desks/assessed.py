"""A proposal looked up: answered, kept as a record, and noted in the audit trail; for all doors alike."""

from datetime import UTC, datetime

from api.access.log import Log
from api.desks.records import Records
from graph.answers.assessment import Assessment, Assessor
from graph.reading.proposal import Proposal
from ontology.errors import SamspilError


def assessed(proposal: Proposal, assessor: Assessor, kept: Records, log: Log) -> Assessment:
    """Answer a proposal made this year, keep the answer as a record, and note who asked; not what it says."""
    try:
        assessment = assessor.assess(proposal, datetime.now(UTC).year)
    except SamspilError as error:
        log.note("assessment", outcome="refused", reason=type(error).__name__)
        raise
    kept.keep(assessment)
    log.note("assessment", [assessment.id])
    return assessment
