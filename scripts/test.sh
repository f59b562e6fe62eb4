#!/usr/bin/env bash
# Runs every test: the Swift ones, then real clients against the real program.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/bootstrap.sh test
swift build --build-tests
# Best effort: where the processor lacks what it needs, the tests of batched signatures do not run.
scripts/accelerate.sh || echo "test: without batched signatures"
swift test --skip-build
for signer in swift-crypto openssl multi-buffer; do
    [[ $signer != multi-buffer || -f .build/accelerate/libmintmark_multi_buffer.so ]] || continue
    echo "== the token service with the signer $signer"
    MINTMARK_SIGNER=$signer swift test --skip-build --filter TokenServiceTests
done
.venv/bin/python -m pytest Tests/BlackBox -q --durations=5
