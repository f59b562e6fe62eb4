"""Three nodes on one PostgreSQL database: limits hold across them, jobs are done by one, and upgrades go node by node."""

import shutil
import signal
import threading
import time

import pytest
import requests

from mintmark import Server, until
from ports import free_port
from raw import Connection, post
from test_postgres import make_client
from test_webhooks import deliveries, receive, register, wait_for_deliveries  # noqa: F401

# How long it takes at most until every node knows what another one let through. docs/limits.md states a second, which the
# simulation of LimitExchangeTests holds to; a machine that runs other tests beside these gets another one.
EXCHANGE = 2.0


@pytest.fixture
def nodes(postgres, tmp_path):
    postgres.query("DROP SCHEMA IF EXISTS mintmark CASCADE")
    ports = [free_port() for _ in range(3)]
    servers = []
    for number, port in enumerate(ports):
        directory = tmp_path / f"node{number}"
        directory.mkdir()
        if servers:
            shutil.copytree(servers[0].data, directory / "data")
        server = Server(
            directory, arguments=["--port", port, "--issuer", f"http://127.0.0.1:{ports[0]}"],
            env={
                "MINTMARK_STORE": f"{postgres.url}&application_name=node{number}", "MINTMARK_KEYS_MAX_AGE": "1",
                "MINTMARK_WEBHOOKS_RETRY_DELAYS": "0,1,1,1,1",
            },
        )
        server.url = f"http://127.0.0.1:{port}"
        servers.append(server)
    until(lambda: all("mintmark_nodes 3" in metrics(node) for node in servers), what="nodes that know of each other")
    yield servers
    for server in servers:
        server.stop()


def metrics(node):
    return requests.get(f"{node.url}/metrics", timeout=10).text


def leader(postgres, nodes):
    """The node whose connection holds the lock of the leader (its lower half is 2)."""
    query = """
        SELECT application_name FROM pg_locks JOIN pg_stat_activity USING (pid)
        WHERE locktype = 'advisory' AND granted AND objid = 2
    """
    name = until(lambda: postgres.query(query), what="a leader")
    return nodes[int(name.removeprefix("node"))]


def quota_client(node, quota):
    management = node.management()
    made = management.make(f"{node.organization}/clients", name="limited", scopes=["read"], quota=quota)
    return node.form(client_id=made["client"]["client_id"], client_secret=made["plain_secret"])


def known_everywhere(nodes, form):
    """Waits for the client on each node, without using its quota up."""
    for node in nodes:
        until(lambda: node.ask({**form, "scope": "nothing"}).status_code == 400, seconds=5, what="the client on each node")


@pytest.mark.parametrize("weights", [(1, 1, 1), (8, 1, 1)])
def test_A29_a_quota_holds_across_three_nodes(nodes, weights):
    form = quota_client(nodes[0], {"tokens": 60, "period": 600})
    known_everywhere(nodes, form)
    turns = [node for node, weight in zip(nodes, weights) for _ in range(weight)]
    granted = []
    start = time.monotonic()
    while time.monotonic() - start < 6:
        for number, node in enumerate(turns):
            answer = node.ask(form)
            assert answer.status_code in (200, 429), answer.text
            if answer.status_code == 200:
                granted.append((time.monotonic(), node))
            else:
                assert len(granted) >= 60, "refused although tokens were left"
            time.sleep(0.01)
    used_up = granted[59][0]
    late = [moment - used_up for moment, _ in granted[60:]]
    assert all(delay <= EXCHANGE for delay in late), late
    # A node that starts goes on from what is stored.
    nodes[2].restart()
    nodes[2].url = f"http://127.0.0.1:{nodes[2].arguments[1]}"
    assert nodes[2].ask(form).status_code == 429
    assert "rate_uses" not in nodes[0].logs


def test_A29_the_last_request_of_a_node_that_shuts_down_is_told_to_the_others(nodes, postgres):
    """It counts as alive for as long as it has a request to finish, and the token of that one counts everywhere."""
    form = quota_client(nodes[0], {"tokens": 10, "period": 600})
    known_everywhere(nodes, form)
    body = "&".join(f"{name}={value}" for name, value in form.items()).encode()
    request = post(body, {"Content-Type": "application/x-www-form-urlencoded"})
    alive = "SELECT count(*) FROM mintmark.nodes WHERE seen_time > extract(epoch FROM now()) * 1000 - 3000"
    with Connection(nodes[2]) as connection:
        connection.send(request[:-20])
        time.sleep(0.3)
        nodes[2].process.send_signal(signal.SIGTERM)
        time.sleep(4)
        until(lambda: postgres.query(alive) == "3", seconds=5, what="three nodes that are alive")
        connection.send(request[-20:])
        assert connection.answer().startswith(b"HTTP/1.1 200")
    assert nodes[2].process.wait(10) == 0
    assert postgres.query("SELECT count(*) FROM mintmark.nodes") == "2"
    time.sleep(EXCHANGE)
    assert [nodes[0].ask(form).status_code for _ in range(10)] == [200] * 9 + [429]


def test_A5_guesses_on_one_node_count_on_the_others(nodes):
    form = quota_client(nodes[0], None)
    known_everywhere(nodes, form)
    guess = {**form, "client_secret": "wrong"}
    codes = [nodes[0].ask(guess).status_code for number in range(22)]
    assert codes[:20] == [401] * 20 and codes[-1] == 429
    time.sleep(EXCHANGE)
    assert [node.ask(guess).status_code for node in nodes] == [429] * 3, "two of them had no guess before"
    assert nodes[0].ask(nodes[0].form()).status_code == 200, "other clients of the address are served"


def test_nodes_that_do_not_hear_of_each_other_have_a_share_of_the_quota(nodes, postgres):
    form = quota_client(nodes[0], {"tokens": 30, "period": 600})
    known_everywhere(nodes, form)
    postgres.kill()
    try:
        time.sleep(2.5)
        codes = [node.ask(form).status_code for node in nodes for _ in range(30)]
        assert [codes[index * 30:][:30].count(200) for index in range(3)] == [10, 10, 10]
    finally:
        postgres.start()
    until(lambda: all("limit_exchange_age_seconds 0" in metrics(node) for node in nodes), what="the exchange")
    time.sleep(EXCHANGE)
    assert [node.ask(form).status_code for node in nodes] == [429] * 3


def test_an_event_is_delivered_once_and_again_when_the_node_that_had_it_is_killed(nodes, postgres, receive):
    receiver = receive()
    webhook, _ = register(nodes[0].management(), receiver, "client.created")
    time.sleep(1.5)
    for number in range(9):
        make_client(nodes[number % 3], f"client {number}")
    until(lambda: len(receiver.events) >= 9, what="the events")
    time.sleep(3)
    names = [event["data"]["details"]["name"] for event in receiver.events]
    assert names == [f"client {number}" for number in range(9)], "each once and in their order, whichever node made it"

    killed = leader(postgres, nodes)
    others = [node for node in nodes if node is not killed]
    receiver.delay = 8
    make_client(others[0], "while the leader dies")
    until(lambda: len(receiver.messages) == 10, what="the delivery that is under way")
    killed.stop(signal.SIGKILL)
    receiver.delay = 0
    management = others[0].management()
    until(lambda: len(receiver.messages) >= 11, seconds=40, what="the delivery by another node")
    assert receiver.events[9] == receiver.events[10], "the same event"
    wait_for_deliveries(management, webhook, "DELIVERED", 10)
    assert leader(postgres, nodes) in others
    make_client(others[1], "after")
    until(lambda: len(receiver.messages) >= 12, what="the next event")


def test_a_leader_that_is_frozen_is_replaced(nodes, postgres):
    frozen = leader(postgres, nodes)
    frozen.process.send_signal(signal.SIGSTOP)
    try:
        until(lambda: leader(postgres, nodes) is not frozen, seconds=40, what="another leader")
    finally:
        frozen.process.send_signal(signal.SIGCONT)
    until(lambda: requests.get(f"{frozen.url}/readyz", timeout=10).status_code == 200, what="the thawed node")
    assert leader(postgres, nodes) is not frozen


def test_environment_clients_that_disable_each_other_leave_one(nodes):
    management = nodes[0].management()
    scopes = management.get(f"/clients/{nodes[0].credentials['environment_client_id']}").json()["client"]["scopes"]
    callers = []
    for node in nodes:
        made = management.make("/clients", name="operator", scopes=scopes, audience=[nodes[0].credentials["issuer"]])
        form = node.form(client_id=made["client"]["client_id"], client_secret=made["plain_secret"])
        until(lambda: node.ask(form).status_code == 200, seconds=5, what="a token")
        callers.append((node, form["client_id"], node.ask(form).json()["access_token"]))
    barrier = threading.Barrier(len(callers))

    def disable(node, own, token):
        barrier.wait(10)
        for _, other, _ in callers:
            if other != own:
                requests.post(
                    f"{node.url}/api/v1/clients/{other}:disable", json={}, timeout=20,
                    headers={"Authorization": f"Bearer {token}"})

    threads = [threading.Thread(target=disable, args=caller) for caller in callers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    states = [management.get(f"/clients/{own}").json()["client"]["status"] for _, own, _ in callers]
    assert states.count("ACTIVE") == 1, states


def test_a_node_goes_on_while_a_newer_release_has_added_to_the_schema_and_says_so_when_it_is_shut_out(nodes, postgres):
    postgres.query("ALTER TABLE mintmark.clients ADD COLUMN later TEXT; CREATE TABLE mintmark.later (id BIGINT PRIMARY KEY); "
                   "UPDATE mintmark.store_schema SET generation = generation + 1")
    client_id, secret = make_client(nodes[0])
    form = nodes[1].form(client_id=client_id, client_secret=secret)
    until(lambda: nodes[1].ask(form).status_code == 200, seconds=5, what="a token on another node")
    nodes[2].restart()
    nodes[2].url = f"http://127.0.0.1:{nodes[2].arguments[1]}"
    assert nodes[2].ask(form).status_code == 200
    postgres.query("UPDATE mintmark.store_schema SET oldest_generation = generation")
    answer = requests.get(f"{nodes[0].url}/readyz", timeout=10)
    assert answer.status_code == 503 and "incompatible" in answer.text
    nodes[2].restart()
    assert nodes[2].process.wait(20) != 0 and "newer Mintmark" in nodes[2].logs


def test_a_node_that_cannot_hear_changes_does_not_answer_from_memory_though_the_store_can_be_read(postgres, tmp_path):
    postgres.query("DROP SCHEMA IF EXISTS mintmark CASCADE")
    node = Server(tmp_path / "deaf", env={"MINTMARK_STORE": postgres.url, "MINTMARK_STORE_STALENESS": "5"})
    try:
        token = node.token()

        def introspect():
            return requests.post(
                f"{node.url}/oauth/introspect", timeout=20,
                data={
                    "token": token, "client_id": node.credentials["environment_client_id"],
                    "client_secret": node.credentials["environment_client_secret"],
                },
            )

        def revocations():
            return requests.get(f"{node.url}/oauth/revocations", timeout=20)

        asks = {"tokens": node.ask, "introspection": introspect, "revocations": revocations,
                "readiness": lambda: requests.get(f"{node.url}/readyz", timeout=20)}
        assert {name: ask().status_code for name, ask in asks.items()} == dict.fromkeys(asks, 200)
        postgres.query("ALTER TABLE mintmark.counters RENAME TO hidden")
        deaf = time.monotonic()
        for name in ["tokens", "introspection", "revocations"]:
            assert asks[name]().status_code == 200, f"{name}: memory is young enough"
        assert time.monotonic() - deaf < 4
        for name, ask in asks.items():
            until(lambda: ask().status_code == 503, seconds=8, what=f"the refusal of {name}")
        assert time.monotonic() - deaf > 2, "memory was answered from for about the bound"
        assert requests.get(f"{node.url}/keys", timeout=10).status_code == 200
        postgres.query("ALTER TABLE mintmark.hidden RENAME TO counters")
        for name, ask in asks.items():
            until(lambda: ask().status_code == 200, what=f"{name} again")
    finally:
        node.stop()
