import time

import pytest

import report
from cluster import Cluster
from load import Load


class Scenario:
    """A cluster under load; what goes wrong with it is checked all the time, and at the end."""

    def __init__(self, directory, fault, **options):
        load = {name: options.pop(name) for name in ("tokens", "management", "checks") if name in options}
        self.fault = fault
        self.cluster = Cluster(directory, **options)
        self.load = Load(self.cluster, **load)
        self.recovery = 0.0
        self.cluster.until_whole()

    @property
    def nodes(self):
        return self.cluster.nodes

    def begin(self, seconds=3):
        self.load.start()
        time.sleep(seconds)

    def mend(self, action):
        """Ends the fault and waits until everything works on every node. The longest such time is reported."""
        begin = time.monotonic()
        action()
        self.cluster.until_whole()
        self.recovery = max(self.recovery, time.monotonic() - begin)

    def end(self, seconds=4):
        """The fault is over: goes on for a while, and checks everything."""
        time.sleep(1)
        self.load.no_longer_excused(self.nodes)
        time.sleep(seconds)
        self.load.stop()
        self.load.verify()
        report.add(self.fault, self.load, self.recovery)


@pytest.fixture
def scenario(tmp_path, request):
    made = []
    request.node.scenarios = made

    def make(fault, directory=tmp_path / "cluster", **options):
        made.append(Scenario(directory, fault, **options))
        return made[-1]

    yield make
    for one in made:
        one.load._stopping.set()
        one.cluster.stop()


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    """Shows what the nodes logged when a test fails."""
    outcome = (yield).get_result()
    if outcome.when == "call" and outcome.failed:
        for one in getattr(item, "scenarios", []):
            for node in one.nodes:
                outcome.sections.append((f"log of {node.name} (end)", "".join(node.log[-20:])))


def pytest_terminal_summary(terminalreporter):
    if report.ROWS:
        terminalreporter.write_line("\n" + report.table())
