"""A database that crashes, stands still, or is gone, and nodes that lose it."""

import time


def test_the_database_crashes(scenario):
    one = scenario("kill -9 of PostgreSQL (all processes), started again after 3 s, twice")
    one.begin()
    one.load.excuse(one.nodes, one.cluster.staleness)
    for _ in range(2):
        one.cluster.database.kill()
        time.sleep(3)
        one.mend(one.cluster.database.start)
        time.sleep(2)
    one.end()


def test_the_database_is_stopped(scenario):
    one = scenario("orderly stop of PostgreSQL for 30 s")
    one.begin()
    one.load.excuse(one.nodes, one.cluster.staleness)
    one.cluster.database.stop()
    known_clients_are_served(one, 30)
    one.mend(one.cluster.database.start)
    one.end()


def test_the_database_stands_still(scenario):
    one = scenario("SIGSTOP of PostgreSQL (all processes) for 30 s")
    one.begin()
    one.load.excuse(one.nodes, one.cluster.staleness)
    one.cluster.database.freeze()
    known_clients_are_served(one, 30)
    one.mend(one.cluster.database.thaw)
    one.end()


def test_a_node_is_cut_off(scenario):
    one = scenario(
        "connection of one node to PostgreSQL cut for 15 s (store_staleness 5)", proxied=1,
        settings={"MINTMARK_STORE_STALENESS": "5"},
    )
    one.begin()
    one.load.excuse(one.nodes[1:2], one.cluster.staleness + 1)
    one.cluster.proxy.cut()
    time.sleep(15)
    one.mend(one.cluster.proxy.heal)
    one.end()


def test_a_connection_stalls(scenario):
    one = scenario(
        "connection of one node to PostgreSQL stalls for 30 s, without closing (store_staleness 5)", proxied=1,
        settings={"MINTMARK_STORE_STALENESS": "5"},
    )
    one.begin()
    one.load.excuse(one.nodes[1:2], one.cluster.staleness + 1)
    one.cluster.proxy.stall()
    time.sleep(30)
    one.mend(one.cluster.proxy.heal)
    one.end()


def known_clients_are_served(one, seconds):
    """Waits; meanwhile nobody who is known is turned away, and management is refused in words."""
    time.sleep(2)
    before, tokens = one.load.unserved, one.load.counts["tokens"]
    end = time.monotonic() + seconds - 2
    while time.monotonic() < end:
        time.sleep(0.1)
    assert one.load.unserved == before, "known clients were refused tokens"
    assert one.load.counts["tokens"] - tokens > 5 * seconds, "few asked"
    assert one.load.errors["unavailable"] > 0, "management said nothing of the outage"
