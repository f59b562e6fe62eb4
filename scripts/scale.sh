#!/usr/bin/env bash
# Measures the release server with 1,000 and with 1,000,000 clients in 50,000 organizations, with SQLite and with PostgreSQL,
# and prints the tables of docs/scaling.md; about ten minutes. They are left in .build/scale.md.
#   SCALE_CLIENTS, SCALE_ORGANIZATIONS, SCALE_STORES, SCALE_SECONDS   see Benchmarks/scale.py
#   BENCH_SCRATCH  the build directory (.build)
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/bootstrap.sh bench
scripts/bootstrap.sh test
scratch=${BENCH_SCRATCH:-.build}
swift build -c release --scratch-path "$scratch" --product mintmark
exec python3 Benchmarks/scale.py "$scratch/release/mintmark" .build/scale.md
