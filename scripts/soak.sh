#!/usr/bin/env bash
# Two nodes under steady load of all kinds for SOAK_MINUTES (10): fails when memory, descriptors or threads still grow in the
# last third. The table is left in .build/soak.md.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/bootstrap.sh test
swift build --product mintmark
exec .venv/bin/python Tests/Faults/soak.py
