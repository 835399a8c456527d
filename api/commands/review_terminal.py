"""Reviewing in the terminal: the list, and one piece of evidence after the other, decided with a key each."""

from collections.abc import Sequence

import click
from babel.numbers import format_decimal
from rich.console import Console
from rich.rule import Rule
from rich.text import Text

from api.desks.review import ReviewDesk
from api.language import translation
from api.reports.evidence_list import grid
from graph.upkeep.review_answers import Made
from graph.upkeep.waiting import Asked, Progress, Stated, Waiting
from ingest.correction import Line
from ontology.errors import SamspilError
from ontology.namespaces import ID, RDF
from ontology.words import Language

SOURCES_SHOWN = 10


def print_queue(items: Sequence[Waiting], progress: Sequence[Progress], console: Console, language: Language) -> None:
    """Print what waits, a few lines each, and how far each source has come."""
    say = translation(language)
    for waiting in items:
        console.print(_in_short(waiting, language))
    console.print(Text(say("{count} wait").format(count=len(items)), style="bold"))
    table = grid("", "", "", "")
    table.add_row("", say("waiting"), say("accepted"), say("rejected"), style="dim")
    for p in [p for p in progress if p.proposed or p.rejected][:SOURCES_SHOWN]:
        table.add_row(p.title[language], str(p.proposed), str(p.accepted), str(p.rejected))
    console.print(table)


def print_made(made: Made, console: Console, language: Language) -> None:
    """Print what a decision did."""
    say = translation(language)
    if not made.review:
        console.print(say("All was so already."))
        return
    done = say("{count} decided. Take it back with: samspil review --undo {id}")
    if made.review.undoes:
        done = say("{count} taken back.")
    console.print(done.format(count=len(made.review.steps), id=made.review.id))
    for brought in made.along:
        console.print(Text(say("Also accepted, since it is needed:") + " " + brought.says[language], style="dim"))


def review_one_by_one(desk: ReviewDesk, asked: Asked, console: Console, language: Language) -> None:
    """Show what waits one by one, and do what the keys say, until all is seen or the person stops."""
    _Session(desk, asked, console, language).run()


class _Session:
    """One sitting of one person at the terminal."""

    def __init__(self, desk: ReviewDesk, asked: Asked, console: Console, language: Language) -> None:
        self.desk, self.console, self.language = desk, console, language
        self.translate = translation(language)
        self.items = desk.queue(asked).items
        self.place = 0
        self.made: list[tuple[int, Made]] = []

    def run(self) -> None:
        _ = self.translate
        acts = {"a": self.accept, "r": self.reject, "c": self.correct, "s": self.skip, "u": self.undo}
        while self.place < len(self.items):
            self.show(self.items[self.place])
            key = self.key()
            if key == "q":
                break
            try:
                acts.get(key, self.help)()
            except SamspilError as error:
                self.console.print(Text(error.say(_, self.language), style="red"))
        decided = sum(len(made.review.steps) for _place, made in self.made if made.review)
        self.console.print(_("{count} decided, {left} left to see.").format(count=decided, left=self.left()))

    def left(self) -> int:
        done = self.done()
        return sum(w.id not in done for w in self.items[self.place :])

    def done(self) -> set[str]:
        return {step.evidence for _place, made in self.made if made.review for step in made.review.steps}

    def show(self, waiting: Waiting) -> None:
        _ = self.translate
        title = _("{n} of {m}: {source}").format(
            n=self.place + 1, m=len(self.items), source=waiting.title[self.language]
        )
        self.console.print(Rule(Text(title), align="left", style="dim"))
        self.console.print(_in_full(waiting, self.language))
        self.console.print(
            Text(_("a accept · r reject · c correct · s skip · u take back · q stop"), style="dim"), end=" "
        )

    def key(self) -> str:
        try:
            return click.getchar().lower()
        except (EOFError, KeyboardInterrupt):
            return "q"
        finally:
            self.console.print()

    def accept(self) -> None:
        self.keep(self.desk.decide([self.items[self.place].id], "accepted"))

    def reject(self) -> None:
        self.keep(self.desk.decide([self.items[self.place].id], "rejected"))

    def correct(self) -> None:
        waiting = self.items[self.place]
        self.console.print(
            self.translate("Write what is right; Enter leaves it as it is, - leaves the statement out."), style="dim"
        )
        lines = [self.ask(s) for s in waiting.statements if _is_to_correct(s, waiting)]
        self.keep(self.desk.correct(waiting.id, lines, self.language))

    def ask(self, stated: Stated) -> Line:
        field = f"{stated.subject.label[self.language]} – {stated.predicate.label[self.language]}"
        shown = getattr(stated.object, "value", None) or stated.object.label[self.language]  # type: ignore[union-attr]
        value = click.prompt(field, default=shown)
        return Line(stated.subject.id, stated.predicate.id, "" if value.strip() == "-" else value)

    def keep(self, made: Made) -> None:
        self.made.append((self.place, made))
        for brought in made.along:
            along = self.translate("Also accepted, since it is needed:")
            self.console.print(Text(f"{along} {brought.says[self.language]}", style="dim"))
        self.skip()

    def skip(self) -> None:
        done = self.done()
        self.place += 1
        while self.place < len(self.items) and self.items[self.place].id in done:
            self.place += 1

    def undo(self) -> None:
        if not self.made:
            self.console.print(self.translate("Nothing has been decided here yet."), style="dim")
            return
        place, made = self.made[-1]
        if made.review:
            self.desk.undo(made.review.id)
        self.made.pop()
        self.place = place

    def help(self) -> None:
        """Show the same again: its last line says the keys."""


def _is_to_correct(stated: Stated, waiting: Waiting) -> bool:
    return stated.predicate.id != RDF.type.value and stated.subject.id != waiting.source


def _in_short(waiting: Waiting, language: Language) -> Text:
    text = Text(waiting.id.removeprefix(f"{ID}evidence/"), style="dim")
    text.append(f"  {format_decimal(waiting.confidence, format='0.00', locale=language)}\n")
    text.append(f"  {waiting.says[language]}\n", style="bold")
    return text


def _in_full(waiting: Waiting, language: Language) -> Text:
    say = translation(language)
    text = Text(waiting.says[language] + "\n", style="bold")
    share = format_decimal(waiting.confidence, format="0.00", locale=language)
    about = [waiting.locator or "", say("confidence {share}").format(share=share)]
    if waiting.brings:
        things = ", ".join(thing[language] for thing in waiting.brings)
        about.append(say("not known before: {things}").format(things=things))
    text.append(" · ".join(filter(None, about)) + "\n", style="dim not bold")
    if waiting.passage:
        text.append(f"…{waiting.passage.before}", style="not bold")
        text.append(waiting.passage.words, style="black on yellow not bold")
        text.append(f"{waiting.passage.after}…", style="not bold")
    elif waiting.table:
        row = say("{table}.csv, line {row}").format(table=waiting.table, row=waiting.row)
        text.append(row, style="not bold")
    if waiting.reasons:
        text.append("\n" + waiting.reasons[language], style="not bold")
    return text
