"""The command line as a user runs it, in a process of its own."""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import docx
import pytest
from pyoxigraph import NamedNode, Triple

from api.cli import app
from graph.evidence.evidence import BY_TABLE, Evidence
from graph.evidence.recording import record
from graph.store import EmbeddedStore
from ingest.ontology import ingest_ontology
from ingest.proposal_file import EXAMPLE
from ontology.namespaces import ID, RDF, SAMSPIL
from tests.api.conftest import said
from tests.conftest import NOON, held_by_another_process


def test_demo_makes_a_graph_and_shows_an_assessment_and_how_to_go_on(samspil, tmp_path):
    result = samspil("demo", store=tmp_path / "new")
    text = result.stdout.decode()
    assert result.returncode == 0, result.stderr.decode()
    for part in (
        "Efterset: 0 fejl",
        "1. Læsning",
        "Housing First i Aarhus",
        "5. Medinvestorer",
        "6. Rådets porte",
        "Belæg",
    ):
        assert part in text
    assert text.index("Belæg") < text.index("samspil serve")
    assert "Traceback" not in result.stderr.decode()


def test_help_is_danish_and_english_with_an_example(samspil):
    assert "Eksempel: samspil" in samspil("--help").stdout.decode()
    assert "Example: samspil" in samspil("--help", SAMSPIL_LANG="en").stdout.decode()


@pytest.mark.parametrize("command", [command.name or command.callback.__name__ for command in app.registered_commands])
def test_every_command_has_help(samspil, command):
    assert samspil(command, "--help").returncode == 0


def test_assess_reads_prose_a_form_and_standard_input(samspil, tmp_path):
    form = tmp_path / "forslag.yaml"
    form.write_text(
        "titel: Hjem\nmålgrupper: unge hjemløse\nmetoder: [Housing First]\nlovpligtig: nej\nalder: {fra: 18, til: 24}\n"
    )
    by_form = json.loads(samspil("assess", str(form), "--json").stdout)
    assert [f["thing"]["label"]["da"] for f in by_form["reading"]["facets"] if f["origin"] == "form"] == [
        "unge hjemløse",
        "Housing First",
    ]
    by_prose = json.loads(samspil("assess", str(EXAMPLE), "--json").stdout)
    by_input = json.loads(samspil("assess", "-", "--json", given=EXAMPLE.read_bytes()).stdout)
    assert by_prose == by_input
    assert json.loads(samspil("assess", "-", "--json", given=form.read_bytes()).stdout) == by_form


def test_a_lookup_is_a_sentence_an_answer_and_all_that_is_behind_if_asked_for(samspil):
    short = samspil("assess", str(EXAMPLE), COLUMNS="200").stdout.decode()
    full = samspil("assess", str(EXAMPLE), "--full", COLUMNS="200").stdout.decode()
    told = json.loads(samspil("assess", str(EXAMPLE), "--json").stdout)["explanations"]
    sentences = [told[part][0]["sentence"]["da"] for part in ("overlaps", "policies", "coinvestors")]
    assert all(sentence[:60] in " ".join(short.split()) for sentence in sentences)
    assert "mere: se dem med --full" in short
    assert "sammenlignet" in full
    assert "sammenlignet" not in short
    assert len(short) < len(full) / 2


def test_a_lookup_is_written_as_a_document_too(samspil, tmp_path):
    assert samspil("assess", str(EXAMPLE), "--docx", "sag.docx").returncode == 0
    assert "Hjem først" in docx.Document(tmp_path / "sag.docx").paragraphs[0].text


def test_an_assessment_is_kept_as_a_record(samspil, home):
    assessment = json.loads(samspil("assess", str(EXAMPLE), "--json").stdout)
    record = home / "assessments" / f"{assessment['id']}.json"
    assert json.loads(record.read_text(encoding="utf-8")) == assessment


def test_text_in_brackets_is_shown_as_it_stands(samspil):
    text = samspil("assess", "-", given="# [bold]Hjem[/nej]\n[red] til hjemløse".encode()).stdout.decode()
    assert "Opslag: [bold]Hjem[/nej]" in text


def test_the_answer_is_in_the_language_asked_for(samspil):
    assert "6. The council's gates" in samspil("assess", str(EXAMPLE), "--lang", "en").stdout.decode()


def test_show_lists_statements_with_their_evidence(samspil):
    text = samspil("show", "RSI", COLUMNS="200").stdout.decode()
    assert "højeste donation" in text
    assert "council.csv, linje" in text


def test_a_template_is_written_to_standard_output_and_to_a_file(samspil, tmp_path):
    content = samspil("template", "finansiering").stdout
    assert content.startswith(b"PK")
    assert samspil("template", "finansiering", "-o", "x.xlsx").returncode == 0
    assert (tmp_path / "x.xlsx").read_bytes()[:2] == b"PK"
    assert "'noget' er ikke en slags" in said(samspil("template", "noget"))


def test_ingest_of_a_data_set_tells_its_faults_and_ends_with_1(samspil, tmp_path):
    folder = Path(__file__).parents[1] / "ingest" / "indigo"
    result = samspil("ingest", str(folder), store=tmp_path / "store")
    assert result.returncode == 1
    assert "fejl i dataene; det fejlbehæftede er udeladt" in result.stdout.decode()
    told = json.loads(samspil("ingest", str(folder), "--json", store=tmp_path / "store").stdout)
    assert told["same"] > 40
    assert any("projects_investments.csv, linje 2" in fault for fault in told["faults"])
    assert "er en mappe: indlæs den alene" in said(samspil("ingest", str(folder), str(EXAMPLE)))


def test_match_tells_what_was_merged_and_what_is_asked_with_reasons(samspil, tmp_path):
    facts = tmp_path / "facts.csv"
    rows = "a;kommune;Aarhus Kommune\nb;organisation;Aarhus Municipality\nc;fond;Hus\nd;fond;HUS\n"
    facts.write_text("id;slags;navn\n" + rows, encoding="utf-8")
    ingested = samspil("ingest", str(facts), store=tmp_path / "new").stdout.decode()
    assert "1 ting er slået sammen med andre; 1 er måske de samme" in ingested
    told = samspil("match", "--lang", "en", store=tmp_path / "new").stdout.decode()
    assert "0 merged; 1 may be the same" in told
    assert "0.88  organisation/d → organisation/c (Hus)\n      same name: Hus = HUS\n" in told
    assert "Aarhus Municipality" in samspil("show", "b", store=tmp_path / "new").stdout.decode()
    (found,) = json.loads(samspil("match", "--json", store=tmp_path / "new").stdout)["found"]
    assert (found["thing"], found["same_as"]) == (f"{ID}organisation/d", f"{ID}organisation/c")
    assert (found["status"], found["reasons"]["da"]) == ("proposed", "samme navn: Hus = HUS")


def test_check_lists_what_sources_say_differently_with_who_says_what(samspil):
    result = samspil("check", COLUMNS="400")
    text = result.stdout.decode()
    assert result.returncode == 0
    assert "modsigelse: denmark/initiatives.csv" in text
    assert "15  –  Rådet for Sociale Investeringer (seneste udgave), 2023" in text
    found = json.loads(samspil("check", "--json").stdout)
    assert {f["severity"] for f in found} == {"contradiction"}


def test_a_foreign_table_comes_in_by_the_mapping_that_was_begun_for_it(samspil, tmp_path):
    (tmp_path / "penge.csv").write_text("Nr;Navn;Sektor;Note\n1;Havnefonden;fond;x\n", encoding="utf-8")
    unknown = samspil("ingest", "penge.csv", store=tmp_path / "new")
    assert "begynd med: samspil mapping penge.csv" in said(unknown)
    begun = samspil("mapping", "penge.csv", "-o", "penge.toml")
    assert begun.returncode == 0, begun.stderr.decode()
    told = samspil("ingest", "penge.csv", "--mapping", "penge.toml", "--json", store=tmp_path / "new")
    assert told.returncode == 0, told.stderr.decode()
    assert json.loads(told.stdout)["new"] == 1
    assert "én fil sammen med --mapping" in said(samspil("ingest", "penge.csv", "penge.csv", "--mapping", "penge.toml"))


def test_what_is_exported_can_be_ingested_elsewhere(samspil, tmp_path):
    samspil("export", "--format", "trig", "-o", "graph.trig")
    told = json.loads(samspil("ingest", "graph.trig", "--json", store=tmp_path / "other").stdout)
    assert told["new"] > 600
    here = samspil("assess", str(EXAMPLE), "--json").stdout
    assert samspil("assess", str(EXAMPLE), "--json", store=tmp_path / "other").stdout == here


@pytest.mark.parametrize(
    ("format_", "begin"),
    [("turtle", b"@prefix"), ("trig", b"@prefix"), ("jsonld", b"{"), ("graphml", b"<?xml"), ("semic", b"@prefix")],
)
def test_export_writes_to_standard_output_and_to_a_file(samspil, tmp_path, format_, begin):
    result = samspil("export", "--format", format_)
    assert result.returncode == 0
    assert result.stdout.startswith(begin)
    samspil("export", "--format", format_, "-o", "out")
    assert (tmp_path / "out").stat().st_size == len(result.stdout)
    assert not (tmp_path / "out.part").exists()


def test_ingest_tells_what_it_did_and_refuses_a_broken_table_whole(samspil, tmp_path):
    table = tmp_path / "fonde.csv"
    table.write_text("id;slags;navn;sektor\nny-fond;fond;Ny Fond;fond\n", encoding="utf-8")
    store = tmp_path / "store"
    assert "1 nye belæg" in samspil("ingest", "fonde.csv", store=store).stdout.decode()
    assert "1 som før" in samspil("ingest", "fonde.csv", store=store).stdout.decode()
    table.write_text("id;slags;navn;sektor\nny-fond;fond;Ny Fond;fonden\nx;fnd;X;fond\n", encoding="utf-8")
    message = said(samspil("ingest", "fonde.csv", store=store))
    assert "fonde.csv, linje 2, kolonne 'sektor': 'fonden' kendes ikke som Sektorer. Mente du 'fond'?" in message
    assert "fonde.csv, linje 3, kolonne 'slags': 'fnd' er ikke en slags." in message
    assert "Ny Fond" in samspil("show", "ny-fond", store=store).stdout.decode()


def test_check_names_file_row_and_remedy(samspil, tmp_path):
    store = tmp_path / "store"
    (tmp_path / "fonde.csv").write_text("id;slags;navn\nny-fond;fond;Ny Fond\n", encoding="utf-8")
    samspil("ingest", "fonde.csv", store=store)
    result = samspil("check", store=store)
    assert "bemærk: fonde.csv, linje 2, kolonne 'sektor': Ny Fond: " in result.stdout.decode()
    assert "udfyld kolonnen sektor" in result.stdout.decode()
    assert result.returncode == 0
    (found,) = json.loads(samspil("check", "--json", store=store).stdout)
    assert (found["severity"], found["evidence"][0]["row"]) == ("warning", 2)


def test_check_ends_with_1_where_there_is_a_fault(samspil, tmp_path):
    lonely = Evidence(
        iri=NamedNode(f"{ID}evidence/entry/1"),
        statements=frozenset({Triple(NamedNode(f"{ID}funding/x"), RDF.type, SAMSPIL.Funding)}),
        read_by=BY_TABLE,
        agent=NamedNode(f"{ID}agent/tester"),
        source=NamedNode(f"{ID}source/none"),
    )
    with EmbeddedStore.writing(tmp_path / "store", "tests") as graph:
        ingest_ontology(graph, NOON)
        record(graph, [lonely], at=NOON)
    result = samspil("check", store=tmp_path / "store")
    assert result.returncode == 1
    assert "udfyld kolonnen giver" in result.stdout.decode()


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("none.md", None, "none.md kan ikke læses: No such file"),
        ("a.md", b"", "Forslaget er tomt"),
        ("a.md", b"  \n ", "Forslaget er tomt"),
        ("a.yaml", b"", "er ikke en formular"),
        ("a.yaml", b"titel: [", "kan ikke læses som YAML"),
        (
            "a.yaml",
            "målgruppe: unge hjemlose".encode(),
            "'unge hjemlose' kendes ikke som Målgrupper. Mente du 'unge hjemløse'?",
        ),
        ("a.yaml", b"titl: x", "a.yaml, felt 'titl': Der er intet sådant felt."),
        ("a.yaml", b"budget: mange", "a.yaml, felt 'budget': Skriv et tal"),
        ("a.yaml", b"alder: {fra: 30, til: 20}", "Den laveste alder er over den højeste"),
        ("a.md", "Børn".encode("cp1252"), "er ikke UTF-8-tekst"),
        ("a.docx", b"PK", "forslag læses fra .md"),
        ("a.md", b"x" * 1_000_001, "er for stor"),
        ("a.md", b"x" * 60_000, "er for lang"),
    ],
)
def test_a_proposal_that_cannot_be_used_is_told_in_one_message(samspil, tmp_path, name, content, message):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    assert message in said(samspil("assess", name)).replace("\n", " ")


@pytest.mark.parametrize(
    ("command", "told"),
    [(["match"], "Lav en med: samspil demo"), (["ingest", "none.csv"], "none.csv kan ikke læses: No such file")],
)
def test_what_cannot_begin_makes_no_graph_and_no_trail(samspil, tmp_path, command, told):
    assert told in said(samspil(*command, store=tmp_path / "nowhere"))
    assert not (tmp_path / "nowhere").exists()


def test_a_missing_graph_a_locked_graph_and_a_port_in_use_are_told(samspil, tmp_path, home):
    assert "Lav en med: samspil demo" in said(samspil("assess", str(EXAMPLE), store=tmp_path / "nowhere"))
    assert "'Xyzzy' kendes ikke" in said(samspil("show", "Xyzzy"))
    with held_by_another_process(home) as pid:
        assert f"'samspil ingest' (process {pid}" in said(samspil("ingest"))
        assert samspil("assess", str(EXAMPLE)).returncode == 0
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert f"127.0.0.1:{port}" in said(samspil("serve", "--port", port))
    assert "SAMSPIL_LANG" in said(samspil("check", SAMSPIL_LANG="xx"))


@pytest.mark.parametrize(
    ("arguments", "not_loaded"),
    [
        (
            ["--help"],
            {
                "pyoxigraph",
                "rdflib",
                "pyshacl",
                "pydantic",
                "fastapi",
                "networkx",
                "igraph",
                "snowballstemmer",
            },
        ),
        (["assess", str(EXAMPLE), "--json"], {"fastapi", "uvicorn", "igraph", "pyvis", "jinja2", "pebble"}),
    ],
)
def test_a_command_does_not_load_what_it_does_not_use(home, arguments, not_loaded):
    code = (
        "import sys\nfrom api.cli import main\nsys.argv = ['samspil', *sys.argv[1:]]\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\nprint('\\n'.join(sys.modules), file=sys.stderr)"
    )
    environment = {"PATH": os.environ["PATH"], "SAMSPIL_STORE": str(home)}
    result = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, env=environment, timeout=60)
    loaded = set(result.stderr.decode().split())
    assert "typer" in loaded
    assert not loaded & not_loaded


def test_what_if_says_what_a_change_changes(samspil):
    result = samspil("assess", str(EXAMPLE), "--with", "målgruppe=tidligere anbragte", "--without", "metode")
    text = result.stdout.decode()
    assert result.returncode == 0, result.stderr.decode()
    changed = text[text.index("Hvad ændringen ændrer") :]
    assert "tidligere anbragte" in changed
    assert "fra anbringelse til voksenliv" in changed
    assert "intet felt 'farve'" in said(samspil("assess", str(EXAMPLE), "--with", "farve=blå"))
    assert "Skriv den som felt=værdi" in said(samspil("assess", str(EXAMPLE), "--with", "metode"))


def test_two_proposals_are_put_side_by_side(samspil, tmp_path):
    other = tmp_path / "andet.txt"
    other.write_text("Unge hjemløse får en bolig efter Housing First.", encoding="utf-8")
    text = samspil("compare", str(EXAMPLE), str(other)).stdout.decode()
    assert "Rådets porte" in text
    lines = json.loads(samspil("compare", str(EXAMPLE), str(EXAMPLE), "--json").stdout)["lines"]
    assert lines
    assert all(line["same"] for line in lines)


def test_gaps_are_told_with_whom_to_ask_and_as_of_a_day(samspil):
    text = samspil("gaps", "--about", "MBU", "--severity", "high").stdout.decode()
    assert "børn med handicap" in text
    assert "uvist" in text
    assert "Spørg: Børn og Unge" in text
    report = json.loads(samspil("gaps", "--as-of", "2026-01-01", "--json").stdout)
    assert report["as_of"] == "2026-01-01"
    assert "det første er læst den 2026-01-01" in said(samspil("gaps", "--as-of", "2020-01-01"))
    assert "er ingen dag" in said(samspil("gaps", "--as-of", "i går"))
