#!/usr/bin/env bash
# Runs every test: the Swift ones, then real clients against the real program.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/bootstrap.sh test
swift build --build-tests
swift test --skip-build
.venv/bin/python -m pytest Tests/BlackBox -q --durations=5
