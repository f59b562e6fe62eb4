#!/usr/bin/env bash
# Tokens a second of the release server on one core, against what `openssl speed` signs on that core in the same run.
# Seconds of each measurement: BENCH_SECONDS (5).
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/bootstrap.sh bench
swift build -c release --product mintmark
swift build -c release --product ValidatorBenchmark

work=$(mktemp -d)
server=
trap '[[ -z $server ]] || kill "$server" 2>/dev/null || true; rm -rf "$work"' EXIT
seconds=${BENCH_SECONDS:-5}

signs() { # signatures a second of one core
    taskset -c 0 openssl speed -seconds 2 rsa2048 2>/dev/null | awk '/^rsa 2048/ { print $(NF - 1) }'
}

measure() { # algorithm
    MINTMARK_KEYS_ALGORITHM=$1 MINTMARK_LOG_LEVEL=warning taskset -c 0 .build/release/mintmark dev --port 0 \
        --data-dir "$work/$1" --credentials "$work/$1.json" >"$work/$1.out" &
    server=$!
    for _ in $(seq 100); do
        grep -q 'is ready' "$work/$1.out" && break
        sleep 0.1
    done
    local issuer id secret
    issuer=$(jq -r .issuer "$work/$1.json") id=$(jq -r .client_id "$work/$1.json") secret=$(jq -r .client_secret "$work/$1.json")
    local connections limit rate
    for connections in 1 8 64; do
        limit=$(signs)
        MINTMARK_FORM="grant_type=client_credentials&client_id=$id&client_secret=$secret" taskset -c 1 \
            wrk -t1 -c"$connections" -d"${seconds}s" --latency -s Benchmarks/token.lua "$issuer/oauth/token" >"$work/wrk"
        rate=$(awk '/^Requests\/sec/ { print $2 }' "$work/wrk")
        printf '%-6s %11s %12.0f %14.0f %8.2f %9s %9s %10s\n' "$1" "$connections" "$rate" "$limit" \
            "$(jq -n "$rate / $limit")" "$(awk '$1 == "50%" { print $2 }' "$work/wrk")" \
            "$(awk '$1 == "99%" { print $2 }' "$work/wrk")" "$(awk '/VmRSS/ { print $2 " kB" }' "/proc/$server/status")"
        ! grep -q 'Non-2xx' "$work/wrk" || { grep 'Non-2xx' "$work/wrk" >&2; exit 1; }
    done
    kill "$server" && wait "$server" 2>/dev/null || true
    server=
}

verifies() { # verifications a second of one core
    taskset -c 0 openssl speed -seconds 2 rsa2048 2>/dev/null | awk '/^rsa 2048/ { print $NF }'
}

validate() {
    local before after limit
    before=$(verifies)
    taskset -c 0 .build/release/ValidatorBenchmark 2 | awk '$2 == 1' >"$work/validator"
    .build/release/ValidatorBenchmark 2 | awk '$2 == 2' >>"$work/validator"
    after=$(verifies)
    limit=$(jq -n "($before + $after) / 2")
    printf '\n%-10s %6s %14s %16s %8s\n' validator tasks validations/s 'rsa2048 verify/s' ratio
    while read -r name tasks rate; do
        printf '%-10s %6s %14s %16.0f %8.2f\n' "$name" "$tasks" "$rate" "$limit" "$(jq -n "$rate / $limit")"
    done <"$work/validator"
}

printf '%-6s %11s %12s %14s %8s %9s %9s %10s\n' alg connections tokens/s 'rsa2048 sign/s' ratio p50 p99 memory
for algorithm in RS256 ES256 EdDSA; do
    measure "$algorithm"
done
validate
