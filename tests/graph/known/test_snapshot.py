"""What is known at one moment: what holds latest comes first, and every source keeps its say."""

from ontology.namespaces import ID, SAMSPIL

HEADER = "id;slags;navn;tema;målgruppe;status;fra;gælder fra;gælder til;sted\n"
HOME = f"{ID}initiative/hjem"


def row(status, since="", until="", start="", place="s. 1"):
    return f"hjem;indsats;Hjem Nu;homelessness;unge hjemløse;{status};{start};{since};{until};{place}\n"


def statuses(snapshot):
    return [snapshot.label(s.value)["en"] for s in snapshot.latest(HOME, SAMSPIL.status)]


def test_of_two_statuses_the_one_that_holds_from_the_later_date_comes_first(load):
    early, late = row("planlagt", "2021", "2022-06"), row("i gang", "2022-07-01", place="s. 2")
    assert statuses(load(HEADER + early + late)) == ["running", "planned"]
    assert statuses(load(HEADER + late + early)) == ["running", "planned"]


def test_a_status_without_a_date_comes_last(load):
    assert statuses(load(HEADER + row("i gang") + row("planlagt", "2021", place="s. 2"))) == ["planned", "running"]


def test_how_long_a_statement_holds_is_kept_as_precisely_as_the_source_says_it(load):
    snapshot = load(HEADER + row("planlagt", "2021", "2022-06", start="2021-05-11"))
    (status,) = snapshot.latest(HOME, SAMSPIL.status)
    (record,) = (snapshot.records[e] for e in status.evidence)
    assert (record.valid_from, record.valid_until, snapshot.since(status)) == ("2021", "2022-06", "2021")
    assert snapshot.value(HOME, SAMSPIL.start) == "2021-05-11"
