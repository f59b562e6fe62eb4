#!/usr/bin/env bash
# Builds the program and starts a development server; arguments go to `mintmark dev`.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/bootstrap.sh run
swift build --product mintmark
exec .build/debug/mintmark dev "$@"
