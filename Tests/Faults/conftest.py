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
        self.cluster.until_whole()

    @property
    def nodes(self):
        return self.cluster.nodes

    def begin(self, seconds=3):
        self.load.start()
        time.sleep(seconds)

    def end(self, seconds=4):
        """The fault is over: measures the recovery, goes on for a while, and checks everything."""
        recovery = self.cluster.until_whole()
        time.sleep(1)
        self.load.no_longer_excused(self.nodes)
        time.sleep(seconds)
        self.load.stop()
        self.load.verify()
        report.add(self.fault, self.load, recovery)


@pytest.fixture
def scenario(tmp_path):
    made = []

    def make(fault, **options):
        made.append(Scenario(tmp_path / f"cluster-{len(made)}", fault, **options))
        return made[-1]

    yield make
    for one in made:
        one.load._stopping.set()
        one.cluster.stop()


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    """Shows what the nodes logged when a test fails."""
    report_of_test = (yield).get_result()
    if report_of_test.when == "call" and report_of_test.failed and hasattr(item, "scenario_logs"):
        report_of_test.sections.append(("logs of the nodes", item.scenario_logs()))


def pytest_terminal_summary(terminalreporter):
    if report.ROWS:
        terminalreporter.write_line("\n" + report.table())
