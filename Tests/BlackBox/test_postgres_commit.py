"""The connection to the database is lost while COMMIT is under way: nothing is acknowledged wrongly, lost or doubled."""

import concurrent.futures
import random
import threading

import pytest
import requests

from mintmark import Server, until
from postgres_proxy import CommitProxy


@pytest.fixture(scope="module")
def proxy(postgres):
    running = CommitProxy(postgres.socket)
    yield running
    running.close()


@pytest.fixture(scope="module")
def node(proxy, tmp_path_factory):
    running = Server(tmp_path_factory.mktemp("commit"), env={"MINTMARK_STORE": proxy.url})
    yield running
    running.stop()


@pytest.fixture
def management(node):
    return node.management()


def create(node, management, name):
    return management.post(f"{node.organization}/clients", json={"name": name})


def stored(postgres, name):
    return int(postgres.query(f"SELECT count(*) FROM mintmark.clients WHERE name = '{name}'"))


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_call_whose_commit_was_cut_is_answered_with_what_became_of_it(node, management, postgres, proxy, moment):
    cuts = proxy.cuts
    proxy.cut_next("clients", moment)
    answer = create(node, management, f"cut {moment}")
    assert proxy.cuts == cuts + 1, "the connection was cut"
    assert answer.status_code == 201, answer.text
    assert stored(postgres, f"cut {moment}") == 1
    made = answer.json()
    token = node.ask(node.form(client_id=made["client"]["client_id"], client_secret=made["plain_secret"]))
    assert token.status_code == 200, token.text


def test_a_crash_of_the_database_after_the_commit_does_not_hide_that_it_was_made(node, management, postgres, proxy):
    crashed = threading.Event()

    def crash():
        postgres.kill()
        crashed.set()

    proxy.on_cut = crash
    proxy.cut_next("clients", "after")
    with concurrent.futures.ThreadPoolExecutor() as threads:
        answer = threads.submit(create, node, management, "crash")
        assert crashed.wait(10)
        proxy.on_cut = None
        postgres.start()
        assert answer.result().status_code == 201, answer.result().text
    assert stored(postgres, "crash") == 1


@pytest.mark.parametrize("moment, count", [("before", 0), ("after", 1)])
def test_a_call_whose_outcome_nobody_can_tell_says_so(node, management, postgres, proxy, moment, count):
    name = f"unknown {moment}"
    proxy.refuse_after_cut = True
    proxy.cut_next("clients", moment)
    try:
        answer = create(node, management, name)
    finally:
        proxy.refuse_after_cut = proxy.refusing = False
    assert answer.status_code == 503 and "cannot tell whether it was made" in answer.text
    assert "Retry-After" not in answer.headers, "a program must not repeat it by itself"
    until(lambda: requests.get(f"{node.url}/readyz", timeout=20).status_code == 200, what="readiness")
    assert stored(postgres, name) == count
    listed = [client["name"] for client in management.get(f"{node.organization}/clients?page_size=100").json()["clients"]]
    assert listed.count(name) == count, "the node knows what became of it"
    assert management.get("/audit-events/verification").json()["intact"]


def test_acknowledged_writes_are_there_once_whatever_is_cut(node, management, postgres, proxy):
    chance = random.Random(5)
    acknowledged = []
    for number in range(40):
        moment = chance.choice(["before", "after", None])
        if moment:
            proxy.cut_next("clients", moment)
        answer = create(node, management, f"storm {number}")
        assert answer.status_code == 201, answer.text
        acknowledged.append(f"storm {number}")
    names = postgres.query("SELECT name FROM mintmark.clients WHERE name LIKE 'storm %'").splitlines()
    assert sorted(names) == sorted(acknowledged)
    assert management.get("/audit-events/verification").json()["intact"]
