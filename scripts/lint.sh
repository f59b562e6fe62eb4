#!/usr/bin/env bash
# Checks format and house rules; changes nothing.
set -euo pipefail
cd "$(dirname "$0")/.."
failed=0
complain() {
    echo "lint: $*" >&2
    failed=1
}

swift format lint --strict --recursive --parallel Package.swift Sources Tests Fuzz Benchmarks || complain "run make format"

while read -r lines file; do
    ((lines <= 400)) || complain "$file has $lines lines; split it (at most 400)"
done < <(git ls-files "Sources/*.swift" ":!Sources/ManagementMessages" ":!Sources/TelemetryMessages" | xargs wc -l | grep -v ' total$')

risky='try!|as!|fatalError\(|preconditionFailure\(|@unchecked Sendable|nonisolated\(unsafe\)|unsafeBitCast'
while IFS=: read -r file line _; do
    sed -n "$((line > 1 ? line - 1 : 1)),${line}p" "$file" | grep -q '//' ||
        complain "$file:$line needs a comment that gives the reason"
done < <(git grep -nE "$risky" -- Sources ":!Sources/ManagementMessages" ":!Sources/TelemetryMessages" || true)

git grep -nE '\b(TODO|FIXME|XXX|HACK)\b' -- Sources Tests | grep -vE '#[0-9]+' && complain "name the issue of what is left open"
git ls-files | grep -E '(^|/)(\.build|Package\.resolved|\.venv|__pycache__)(/|$)' && complain "build products are committed"
for script in scripts/*.sh .ci/run; do
    bash -n "$script" || complain "$script does not parse"
done
scripts/docs.sh --check || complain "run make docs"
exit "$failed"
