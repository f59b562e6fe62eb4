import signal

import pytest

from mintmark import Server
from postgres import Postgres

# What a shell starts in the background ignores SIGINT, and so would every program that the tests start and interrupt.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """A development server that tests share; they may add to it and must not break it."""
    running = Server(
        tmp_path_factory.mktemp("shared"),
        env={"MINTMARK_LIMITS_FAILED_AUTHENTICATIONS": "0", "MINTMARK_REQUEST_TIMEOUT": "2", "MINTMARK_LOG_FORMAT": "json"},
    )
    yield running
    running.stop()


@pytest.fixture
def start(tmp_path):
    """Starts servers of a test's own, and stops them."""
    servers = []

    def start(name="own", **options):
        servers.append(Server(tmp_path / name, **options))
        return servers[-1]

    yield start
    for running in servers:
        running.stop()


@pytest.fixture(scope="module")
def postgres():
    """A PostgreSQL server of a module's own, which may be killed and started again."""
    running = Postgres()
    yield running
    running.remove()


@pytest.fixture
def management(server):
    return server.management()


@pytest.fixture
def organization(management):
    """The path of a new organization."""
    made = management.make("/organizations", display_name="Test Organization")
    return f"/organizations/{made['organization']['id']}"


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    """Shows what the servers logged when a test fails."""
    outcome = yield
    report = outcome.get_result()
    if report.when == "call" and report.failed:
        shared = item.funcargs.get("server")
        if shared is not None:
            report.sections.append(("server log (end)", "".join(shared.log[-30:])))
