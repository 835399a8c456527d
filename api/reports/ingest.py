"""What an ingest did, and what was at fault in the data, in the terminal and as JSON."""

import json
from collections.abc import Sequence
from dataclasses import asdict

from rich.console import Console

from api.language import translation
from graph.evidence.document import Document
from graph.evidence.recording import Recorded
from ontology.errors import InputError
from ontology.words import Language

MOST_SHOWN = 20


def print_documents(documents: Sequence[Document], console: Console, language: Language) -> None:
    """Print how each document was read, and that what they say waits for review."""
    say = translation(language)
    for document in documents:
        told = say("{name}: {characters} characters in {blocks} paragraphs, items and cells").format(
            name=document.name, characters=len(document.text), blocks=len(document.blocks)
        )
        if document.encoding not in {None, "utf-8"}:
            told += say(", read as {encoding}").format(encoding=document.encoding)
        console.print(f"{told}.", soft_wrap=True)
    if documents:
        console.print(say("What was read in them is proposed; it is in the graph when somebody accepts it."))


def print_recorded(
    done: Recorded, faults: Sequence[InputError], console: Console, language: Language, *, as_json: bool
) -> None:
    """Print the counts, and the faults: all of them as JSON, the first `MOST_SHOWN` in the terminal."""
    say = translation(language)
    told = [fault.say(say, language) for fault in faults]
    if as_json:
        console.print(json.dumps({**asdict(done), "faults": told}, ensure_ascii=False), soft_wrap=True)
        return
    counted = say("{new} new pieces of evidence, {changed} changed, {withdrawn} withdrawn, {same} as before.")
    console.print(counted.format(**asdict(done)))
    if done.merged or done.asked:
        matched = say(
            "{merged} things merged with others; {asked} may be the same as others: see them with samspil match."
        )
        console.print(matched.format(**asdict(done)))
    if told:
        console.print(say("{count} faults in the data; what is at fault was left out:").format(count=len(told)))
    for line in told[:MOST_SHOWN]:
        console.print(f"  {line}", soft_wrap=True)
    if len(told) > MOST_SHOWN:
        console.print(say("  … and {more} more; --json lists them all.").format(more=len(told) - MOST_SHOWN))
