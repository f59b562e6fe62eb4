"""Fills the store of a stopped development server with copies of its demo client: clients.py STORE FROM TO."""

import sqlite3
import sys

store, first, last = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
connection = sqlite3.connect(store)


def copy(table, original, changes):
    """Copies the row with the id `original`; `changes` gives the values of the copy with the number n."""
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    values = ", ".join(changes.get(column, f"original.{column}") for column in columns)
    connection.execute(
        f"""WITH RECURSIVE numbers(n) AS (SELECT ? UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < ?)
        INSERT INTO {table} ({", ".join(columns)}) SELECT {values} FROM numbers, {table} AS original
        WHERE original.id = ?""",
        (first, last, original),
    )


client = connection.execute("SELECT min(id) FROM clients WHERE organization_id IS NOT NULL").fetchone()[0]
secret = connection.execute("SELECT min(id) FROM client_secrets WHERE client_id = ?", (client,)).fetchone()[0]
with connection:
    copy("clients", client, {"id": f"{client} + 1 + n"})
    copy("client_secrets", secret, {"id": f"{secret} + 1 + n", "client_id": f"{client} + 1 + n"})
