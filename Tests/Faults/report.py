"""The table of a run."""

import pathlib

from load import LOST, REFUSED, SERVED, WRONG

FILE = pathlib.Path(__file__).resolve().parents[2] / ".build/faults.md"
COLUMNS = [
    "fault", "tokens", "writes", "checks", "503", "refused", "cut", "timed out", "slowest", "machine stood still", "recovery", *[
        WRONG, LOST, REFUSED, SERVED
    ],
]
ROWS = []


def add(fault, load, recovery):
    """Notes a scenario; fails when something that no fault may bring about was seen."""
    ROWS.append([
        fault, load.counts["tokens"], load.counts["writes"], load.counts["checks"], load.errors["unavailable"],
        load.errors["refused"], load.errors["cut"], load.errors["timeout"], f"{load.slowest:.1f} s", f"{load.worst_stall:.1f} s",
        f"{recovery:.1f} s",
        *(len(load.violations[kind]) for kind in (WRONG, LOST, REFUSED, SERVED)),
    ])
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(table())
    found = [f"{kind}: {text}" for kind, texts in load.violations.items() for text in texts[:10]]
    assert not found, "\n" + "\n".join(found)
    assert load.counts["tokens"] > 100 and load.counts["writes"] > 10 and load.counts["checks"] > 20, load.counts


def table():
    lines = [COLUMNS, ["---"] + ["---:"] * (len(COLUMNS) - 1), *ROWS]
    return "".join("| " + " | ".join(map(str, line)) + " |\n" for line in lines)
