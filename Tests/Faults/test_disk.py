"""The disk under the store is full."""

import contextlib
import os
import pathlib
import subprocess
import tempfile
import time

import pytest

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount a small disk")


@contextlib.contextmanager
def small_disk(megabytes):
    directory = pathlib.Path(tempfile.mkdtemp(prefix="mintmark-disk-", dir="/tmp"))
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=755", "tmpfs", directory], check=True)
    try:
        yield directory
    finally:
        subprocess.run(["umount", "-l", directory], check=True)
        directory.rmdir()


@contextlib.contextmanager
def filled(directory):
    """Leaves no byte free."""
    filler = directory / "filler"
    with open(filler, "wb", buffering=0) as file:
        with contextlib.suppress(OSError):
            while file.write(bytes(65536)):
                pass
        with contextlib.suppress(OSError):
            while file.write(bytes(1)):
                pass
    try:
        yield
    finally:
        filler.unlink()


def test_the_disk_of_postgresql_is_full(scenario):
    def mend():
        full.close()
        if one.cluster.database.process.poll() is not None:
            # It ends itself when it cannot write its log; somebody starts it again, as systemd does.
            one.cluster.database.start()

    with small_disk(300) as disk, contextlib.ExitStack() as full:
        one = scenario("disk of PostgreSQL full for 15 s", parent=disk)
        one.begin()
        one.load.excuse(one.nodes, one.cluster.staleness)
        full.enter_context(filled(disk))
        time.sleep(15)
        one.mend(mend)
        one.end()
        one.cluster.stop()


def test_the_disk_of_a_single_server_is_full(scenario):
    with small_disk(40) as disk, contextlib.ExitStack() as full:
        one = scenario("disk of a single server with SQLite full for 15 s", directory=disk / "cluster", single=True)
        one.begin()
        full.enter_context(filled(disk))
        time.sleep(15)
        one.mend(full.close)
        one.end()
        one.cluster.stop()
