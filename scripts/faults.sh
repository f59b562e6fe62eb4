#!/usr/bin/env bash
# Breaks what three nodes on one PostgreSQL server stand on, under load that checks every answer, and prints what came of
# it; twelve minutes. The table is left in .build/faults.md. Arguments go to pytest: scripts/faults.sh -k clock
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/bootstrap.sh test
swift build --product mintmark
.venv/bin/python -m pytest Tests/Faults -q "$@"
