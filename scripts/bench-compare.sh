#!/usr/bin/env bash
# Compares the last results of `make bench` with the committed ones, by ratio to the limit, which machines share.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/bootstrap.sh bench
old=${1:-Benchmarks/results/committed.jsonl}
new=${2:-Benchmarks/results/latest.jsonl}
for file in "$old" "$new"; do
    [[ -f $file ]] || {
        echo "bench-compare: there is no $file; make bench writes the last results, and a copy of those of a quiet machine is committed" >&2
        exit 1
    }
done
printf '%-28s %5s %8s %8s %8s\n' case conns before now change
jq -rn --slurpfile old "$old" --slurpfile new "$new" '
    def key: "\(.name)\t\(.connections)";
    ($old | map(select(.ratio) | {(key): .ratio}) | add) as $before | $new[] | select(.ratio and $before[key]) |
    [.name, .connections, $before[key], .ratio, (.ratio / $before[key] - 1) * 100] | @tsv' |
    awk -F'\t' '{ printf "%-28s %5d %8.2f %8.2f %+7.1f%%\n", $1, $2, $3, $4, $5; if ($5 < -10) slower++ }
        END { if (slower) { print slower " cases are more than 10% slower"; exit 1 } }'
