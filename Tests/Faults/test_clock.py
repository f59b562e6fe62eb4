"""The clock of one node is wrong by more than any leeway of a validator."""

import time

import pytest


@pytest.mark.parametrize("seconds", [90, -90])
def test_the_clock_of_a_node_jumps(scenario, seconds):
    one = scenario(f"clock of one node {seconds:+d} s for 20 s, and back", clock=1)
    one.begin()
    one.cluster.jump(seconds)
    time.sleep(20)
    one.mend(lambda: one.cluster.jump(0))
    one.end()
