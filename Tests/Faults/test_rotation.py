"""
The leader dies in each step of a key rotation, and the nodes rotate on without it.

The steps are seen from outside, without any hook in the program: keys change of themselves every `keys.rotation_interval`,
each change is one transaction of the leader, and `/keys` shows what it did. A test that holds the row which every writer
takes first stops the leader inside the step.
"""

import contextlib
import subprocess
import time

import requests

from mintmark import until

SETTINGS = {
    # A key signs for 20 s and is announced for 5 s before; tokens live for 8 s, so that its keys are withdrawn soon after.
    "MINTMARK_KEYS_ROTATION_INTERVAL": "20", "MINTMARK_KEYS_ANNOUNCEMENT": "5", "MINTMARK_KEYS_MAX_AGE": "2",
    "MINTMARK_TOKEN_LIFETIME": "8", "MINTMARK_TOKEN_MAXIMUM_LIFETIME": "8",
}


def states(database):
    """The keys as they are stored: {id: state}."""
    rows = database.query("SELECT id || ' ' || state FROM mintmark.signing_keys").split("\n")
    return dict(row.split() for row in rows)


@contextlib.contextmanager
def held_writes(database):
    """Holds the row that each writer takes first, in whose turn the leader then waits."""
    holder = subprocess.Popen(
        [database.programs / "psql", "-h", database.directory, "-U", "mintmark", "-d", "postgres", "-qAt"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, **database.options,
    )
    holder.stdin.write("BEGIN; SELECT name FROM mintmark.counters WHERE name = 'writes' FOR UPDATE;\n")
    holder.stdin.flush()
    assert holder.stdout.readline().strip() == "writes"
    try:
        yield
    finally:
        holder.communicate("ROLLBACK;\n", timeout=20)


def past(one, moment, keys, seconds, what):
    """Waits until the database's clock is past a moment of the keys that a condition picks, both in SQL."""
    query = f"SELECT {moment} < extract(epoch FROM clock_timestamp()) * 1000 FROM mintmark.signing_keys WHERE {keys}"
    until(lambda: one.cluster.database.query(query) == "t", seconds=seconds, what=what)


def due(one):
    """Waits for the moment before the leader acts on its keys again: until the active key is old enough."""
    past(one, "coalesce(activate_time, publish_time) + 20000", "state = 'ACTIVE'", 40, "a rotation that is due")


def ended(one, key):
    """Waits for the moment before the leader withdraws a retiring key: a minute after its last token has ended."""
    past(one, "switch_time + (longest_token_lifetime + 60) * 1000", f"id = {key}", 110, "a key that has ended")


def waits_for_its_turn(one, leader):
    return one.cluster.database.query(
        f"SELECT count(*) FROM pg_stat_activity WHERE application_name = '{leader.name}' AND wait_event_type = 'Lock'"
    ) != "0"


def another_leads(one, dead):
    until(lambda: one.cluster.leader() not in (None, dead), seconds=20, what="another leader")


def test_the_leader_dies_before_and_in_a_rotation(scenario):
    one = scenario("kill -9 of the leader inside the step that lets the next key sign, before COMMIT", settings=SETTINGS)
    one.begin(0)
    database = one.cluster.database
    before = states(database)
    due(one)
    leader = until(one.cluster.leader, what="a leader")
    with held_writes(database):
        until(lambda: waits_for_its_turn(one, leader), what="a leader that waits for its turn")
        time.sleep(4)
        leader.kill()
    assert states(database).keys() == before.keys(), "what was not committed did not happen"
    another_leads(one, leader)
    until(lambda: states(database) != before, seconds=40, what="the rotation by another leader")
    one.mend(leader.start)
    one.end()


def test_the_leader_dies_right_after_a_rotation(scenario):
    one = scenario("kill -9 of the leader as soon as the next key signs and another is announced", settings=SETTINGS)
    one.begin(0)
    database = one.cluster.database
    due(one)
    leader = until(one.cluster.leader, what="a leader")
    before = states(database)
    until(lambda: states(database).keys() != before.keys(), seconds=40, what="a rotation")
    leader.kill()
    another_leads(one, leader)
    one.mend(leader.start)
    one.end()


def test_the_leader_dies_inside_the_withdrawal(scenario):
    one = scenario("kill -9 of the leader inside the withdrawal of the retired key, before COMMIT", settings=SETTINGS)
    one.begin(0)
    database = one.cluster.database
    retiring = until(
        lambda: [key for key, state in states(database).items() if state == "RETIRING"], seconds=60, what="a retiring key"
    )[0]
    ended(one, retiring)
    leader = until(one.cluster.leader, what="a leader")
    with held_writes(database):
        until(lambda: waits_for_its_turn(one, leader), what="a leader that waits for its turn")
        time.sleep(4)
        leader.kill()
    assert retiring in states(database), "what was not committed did not happen"
    another_leads(one, leader)
    until(lambda: retiring not in states(database), seconds=60, what="the withdrawal by another leader")
    one.mend(leader.start)
    one.end()


def test_the_leader_dies_while_the_old_key_is_withdrawn(scenario):
    one = scenario("kill -9 of the leader as soon as the retired key is withdrawn", settings=SETTINGS)
    one.begin(0)
    database = one.cluster.database
    retiring = until(
        lambda: [key for key, state in states(database).items() if state == "RETIRING"], seconds=60, what="a retiring key"
    )
    leader = until(one.cluster.leader, what="a leader")
    until(lambda: retiring[0] not in states(database), seconds=110, what="the withdrawal")
    leader.kill()
    for node in one.nodes:
        if node is not leader:
            until(
                lambda: f"snk_{retiring[0]}" not in requests.get(f"{node.url}/keys", timeout=10).text, seconds=5,
                what="the withdrawal on the others",
            )
    another_leads(one, leader)
    one.mend(leader.start)
    one.end()
