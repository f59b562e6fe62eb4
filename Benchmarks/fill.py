"""Fills the store of a stopped server with organizations and clients, each with a secret of its own.

    fill.py DATA_DIRECTORY CLIENTS ORGANIZATIONS [POSTGRES_URL]

Rows are those that the server itself would write: ids of their kind, HMAC-SHA-256 of the secret under the installation's
key, the sizes of the lists. What stands in the store stays; ids go on behind those that are there. The secrets are not random
but follow from the number of the client, so that `secret(n)` of a load generator knows them: never use it on a store that
is more than a measurement. At the end it prints the first client's id; the others follow it without a gap.
"""

import base64
import hmac
import io
import pathlib
import sqlite3
import subprocess
import sys
import time
import zlib

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
BATCH = 20_000


def secret(number):
    """The secret of the client with a number: prefix, 32 characters, and the checksum in base 62."""
    text = f"mintmark_{number:032d}"
    rest, digits = zlib.crc32(text.encode()), ""
    for _ in range(6):
        rest, digit = divmod(rest, 62)
        digits = ALPHABET[digit] + digits
    return text + digits


def rows(first, count, organizations, key, now):
    """The rows of organizations, clients and secrets in batches, as (table, columns, values)."""
    ids = range(first, first + organizations)
    for start in range(0, organizations, BATCH):
        yield "organizations", ("id", "display_name", "external_id", "metadata", "create_time", "update_time"), [
            (id, f"Customer {id - first} of many", f"customer-{id}", "{}", now, now) for id in ids[start : start + BATCH]
        ]
    for start in range(0, count, BATCH):
        numbers = range(start, min(start + BATCH, count))
        yield "clients", (
            "id", "organization_id", "name", "description", "scopes", "audience", "custom_claims", "lifetime", "create_time",
            "update_time", "status", "allowed_addresses",
        ), [
            (
                first + n, first + n % organizations, f"Client {n}", "", '["read:data","write:data"]',
                '["https://api.example.com"]', "[]", 3600, now, now, "ACTIVE", "[]",
            )
            for n in numbers
        ]
        texts = [secret(first + n) for n in numbers]
        yield "client_secrets", (
            "id", "client_id", "hash_algorithm", "hash", "suffix", "status", "create_time", "update_time", "last_used_time",
        ), [
            (
                first + n, first + n, "hmac-sha256", hmac.digest(key, text.encode(), "sha256"), text[-4:], "ACTIVE", now, now,
                now,
            )
            for n, text in zip(numbers, texts)
        ]


def fill_sqlite(path, make):
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA foreign_keys = OFF")
    (first,) = connection.execute("SELECT 1 + max(id) FROM (SELECT id FROM clients UNION ALL SELECT id FROM organizations)").fetchone()
    # The triggers keep list_sizes.
    with connection:
        for table, columns, values in make(first):
            connection.executemany(
                f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})", values
            )
    connection.execute("ANALYZE")
    connection.close()
    return first


def fill_postgres(url, make):
    def query(sql, data=None):
        done = subprocess.run(
            ["psql", url, "-v", "ON_ERROR_STOP=1", "-qAt", "-c", "SET search_path = mintmark", "-c", sql], input=data,
            capture_output=True, text=True, check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    first = int(query("SELECT 1 + max(id) FROM (SELECT id FROM clients UNION ALL SELECT id FROM organizations) AS ids"))
    for table, columns, values in make(first):
        text = io.StringIO()
        for row in values:
            fields = ["\\\\x" + field.hex() if isinstance(field, bytes) else str(field) for field in row]
            text.write("\t".join(fields) + "\n")
        query(f"COPY {table} ({', '.join(columns)}) FROM STDIN", text.getvalue())
    # Whatever was there before is counted anew, too.
    query(
        """
        INSERT INTO list_sizes (list, size) SELECT -1, count(*) FROM organizations
        UNION ALL SELECT coalesce(organization_id, 0), count(*) FROM clients GROUP BY 1
        ON CONFLICT (list) DO UPDATE SET size = excluded.size
        """
    )
    query("ANALYZE")
    return first


def fill(directory, count, organizations, url=None):
    """Returns the number of the first client."""
    text = (pathlib.Path(directory) / "master.key").read_text().strip().removeprefix("mmk1_")
    key = base64.urlsafe_b64decode(text + "==")[32:]

    def make(first):
        return rows(first, count, organizations, key, int(time.time() * 1000))

    return fill_postgres(url, make) if url else fill_sqlite(pathlib.Path(directory) / "mintmark.sqlite", make)


if __name__ == "__main__":
    print(fill(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), *sys.argv[4:5]))
