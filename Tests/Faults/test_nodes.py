"""Nodes that die, and nodes that are replaced."""

import random
import time


def test_a_node_is_killed(scenario):
    one = scenario("kill -9 of a node, started again after 5 s")
    one.begin()
    for _ in range(2):
        victim = random.choice(one.nodes)
        victim.kill()
        time.sleep(5)
        one.mend(victim.start)
    one.end()


def test_nodes_are_restarted_one_after_the_other(scenario):
    one = scenario("SIGTERM of each node in turn (rolling restart)")
    one.begin()
    for node in one.nodes:
        assert node.stop() == 0, node.logs
        one.mend(node.start)
        time.sleep(2)
    one.end()
