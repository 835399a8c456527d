"""How often one may ask."""

import pytest
from fastapi.testclient import TestClient

from api.access.keys import Keys
from api.access.rate import MOST_BUCKETS, Rates, TooOften, network
from api.app import create_app
from api.rights import NOBODY, Role, Who
from api.settings import Settings
from tests.api.test_app import problem
from tests.review_example import paper_that_waits

ANN = Who("Ann", Role.READER, "key")


def test_a_bucket_is_of_one_key_wherever_it_is_used_and_of_one_address_where_nobody_is_known():
    rates = Rates(known=2, unknown=1)
    for address in ("192.0.2.1", "192.0.2.2"):
        rates.take(ANN, address)
        rates.take(NOBODY, address)
    with pytest.raises(TooOften):
        rates.take(ANN, "192.0.2.3")
    with pytest.raises(TooOften):
        rates.take(NOBODY, "192.0.2.1")
    rates.take(Who("Bo", Role.READER, "key"), "192.0.2.1")
    rates.take(Who("Ann", Role.READER, "person"), "192.0.2.1")


def test_what_is_left_is_told_and_how_long_to_wait():
    rates = Rates(known=2, unknown=1)
    assert rates.take(ANN, "") == {"RateLimit-Policy": '"minute";q=2;w=60', "RateLimit": '"minute";r=1;t=30'}
    rates.take(ANN, "")
    with pytest.raises(TooOften) as refused:
        rates.take(ANN, "")
    assert 1 <= refused.value.fields["seconds"] <= 31


def test_whoever_sits_at_the_machine_is_not_counted():
    rates = Rates(known=1, unknown=1)
    assert [rates.take(Who("me", Role.ADMIN, "machine"), "") for _ in range(5)] == [{}] * 5


@pytest.mark.parametrize(
    ("address", "client"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("testclient", "testclient"),
    ],
)
def test_an_ipv6_subscriber_is_one_client(address, client):
    assert network(address) == client


def test_the_memory_is_bounded_whoever_asks():
    rates = Rates(known=1, unknown=1)
    for number in range(MOST_BUCKETS + 50):
        rates.take(NOBODY, f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}")
    assert len(rates._unknown._store._backend._client) == MOST_BUCKETS


def test_a_key_that_asks_too_often_is_told_to_wait_and_others_go_on(tmp_path):
    home = paper_that_waits(tmp_path / "home")
    slow, other = (Keys(home).add(name, Role.READER) for name in ("slow", "other"))
    with TestClient(create_app(Settings(store=home, rate=3, public_rate=2))) as client:
        answers = [client.get("/v1/gaps", headers={"Authorization": f"Bearer {slow}"}) for _ in range(4)]
        assert [a.status_code for a in answers] == [200, 200, 200, 429]
        assert [a.headers.get("RateLimit", "")[:12] for a in answers[:3]] == [
            '"minute";r=2',
            '"minute";r=1',
            '"minute";r=0',
        ]
        assert "3 i minuttet" in problem(answers[3], 429)["detail"]
        assert 1 <= int(answers[3].headers["Retry-After"]) <= 21
        assert client.get("/v1/gaps", headers={"Authorization": f"Bearer {other}"}).status_code == 200


def test_who_tries_keys_has_few_tries(tmp_path):
    home = paper_that_waits(tmp_path / "home")
    right = Keys(home).add("right", Role.READER)
    with TestClient(create_app(Settings(store=home, public_rate=2))) as client:
        answers = [client.get("/v1/gaps", headers={"Authorization": f"Bearer guess-{n}"}) for n in range(4)]
        assert [a.status_code for a in answers] == [401, 401, 429, 429]
        assert client.get("/v1/gaps", headers={"Authorization": f"Bearer {right}"}).status_code == 200
        assert client.get("/healthz").status_code == 200
