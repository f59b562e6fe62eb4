#!/usr/bin/env bash
# Measures the release server on one core, with the load generator on the other, against what `openssl speed` signs on
# the server's core right before and right after. Prints a table and writes it to BENCH_RESULTS as JSON lines.
#   BENCH_SECONDS  seconds of each measurement (5)
#   BENCH_PARTS    what to measure: issuing start clients connections validator (all)
#   BENCH_CLIENTS  how many clients the part "clients" compares with 1,000 (1000000)
#   BENCH_RESULTS  the file of the results (Benchmarks/results/latest.jsonl)
#   BENCH_SCRATCH  the build directory (.build)
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/bootstrap.sh bench
scratch=${BENCH_SCRATCH:-.build}
seconds=${BENCH_SECONDS:-5}
parts=" ${BENCH_PARTS:-issuing start clients connections validator} "
results=${BENCH_RESULTS:-Benchmarks/results/latest.jsonl}
swift build -c release --scratch-path "$scratch" --product mintmark
program=$scratch/release/mintmark

work=$(mktemp -d)
server=
stop() {
    [[ -z $server ]] || { kill "$server" 2>/dev/null && wait "$server" 2>/dev/null; } || true
    server=
}
trap 'stop; rm -rf "$work"' EXIT
: >"$work/results"

speed() { # signatures (field 1) or verifications (field 0) a second of one core
    taskset -c 0 openssl speed -seconds 2 rsa2048 2>/dev/null | awk -v back="$1" '/^rsa 2048/ { print $(NF - back) }'
}

ticks() { awk '{ print $14 + $15 }' "/proc/$server/stat"; }

memory() { awk '/VmRSS/ { print $2 }' "/proc/$server/status"; }

start() { # directory, then settings as NAME=value
    local directory=$1
    shift
    : >"$work/out"
    env MINTMARK_LOG_LEVEL=warning "$@" taskset -c 0 "$program" dev --port 0 --data-dir "$directory" \
        --credentials "$work/credentials.json" >"$work/out" &
    server=$!
    for _ in $(seq 3000); do
        grep -q 'is ready' "$work/out" && break
        sleep 0.01
    done
    issuer=$(jq -r .issuer "$work/credentials.json")
    form=$(jq -r '"grant_type=client_credentials&client_id=\(.client_id)&client_secret=\(.client_secret)"' \
        "$work/credentials.json")
}

signer() { curl -s "$issuer/metrics" | sed -n 's/^mintmark_signer_info{signer="\(.*\)"} 1$/\1/p'; }

head_line() {
    printf '\n%s\n%-28s %-13s %5s %9s %7s %7s %9s %9s %9s %8s %8s\n' "$1" case signer conns tokens/s limit ratio p50 \
        p99 p99.9 "CPU/req" "RSS"
}

measure() { # name, connections, further headers for wrk
    local name=$1 connections=$2 before after spent
    shift 2
    before=$(speed 1)
    spent=$(ticks)
    MINTMARK_FORM=$form taskset -c 1 wrk -t1 -c"$connections" -d"${seconds}s" -s Benchmarks/token.lua "$@" \
        "$issuer/oauth/token" >"$work/wrk"
    spent=$(($(ticks) - spent))
    after=$(speed 1)
    # The last line is what token.lua reports, as JSON.
    tail -n 1 "$work/wrk" | jq -c --arg name "$name" --arg signer "$(signer)" --argjson connections "$connections" \
        --argjson before "$before" --argjson after "$after" --argjson ticks "$spent" --argjson rss "$(memory)" '
        ([$before, $after] | max) as $limit | . + {name: $name, signer: $signer, connections: $connections,
        limit: $limit, ratio: (.rate / $limit), cpu_us: ($ticks * 10000 / .requests), rss_kb: $rss}' >"$work/one"
    cat "$work/one" >>"$work/results"
    jq -r '[.name, .signer, .connections, .rate, .limit, .ratio, .p50, .p99, .p999, .cpu_us, .rss_kb, .errors] | @tsv' \
        "$work/one" | awk -F'\t' '{ printf "%-28s %-13s %5d %9.0f %7.0f %7.2f %6.2f ms %6.2f ms %6.2f ms %5.1f us %5d MB%s\n",
            $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11 / 1024, ($12 > 0) ? "  " $12 " ERRORS" : "" }'
}

issuing() {
    head_line "Issuing, keep-alive, one core"
    local case algorithm signer
    for case in RS256:swift-crypto RS256:openssl RS256:multi-buffer PS256:auto ES256:auto EdDSA:auto; do
        algorithm=${case%:*} signer=${case#*:}
        if [[ $signer == multi-buffer && ! -f $(dirname "$(readlink -f "$program")")/libmintmark_multi_buffer.so ]]; then
            echo "(no multi-buffer library; make accelerate builds it)"
            continue
        fi
        start "$work/$algorithm" MINTMARK_KEYS_ALGORITHM="$algorithm" MINTMARK_SIGNER="$signer"
        for connections in 1 8 64; do measure "$algorithm $signer" "$connections"; done
        stop
    done
}

starting() { # from exec to the first token, in a data directory that is there
    start "$work/start"
    stop
    local best=999999 begin now
    for _ in 1 2 3; do
        begin=$(date +%s%N)
        start "$work/start"
        until curl -sf -o /dev/null -d "$form" "$issuer/oauth/token"; do sleep 0.002; done
        now=$((($(date +%s%N) - begin) / 1000000))
        ((now >= best)) || best=$now
        stop
    done
    printf '\nfrom the start to the first token: %d ms\n' "$best"
    jq -nc --argjson ms "$best" '{name: "start to first token", milliseconds: $ms}' >>"$work/results"
}

clients() {
    head_line "With many clients"
    local count added
    start "$work/clients"
    stop
    added=0
    for count in 1000 "${BENCH_CLIENTS:-1000000}"; do
        python3 Benchmarks/clients.py "$work/clients/mintmark.sqlite" "$added" "$count"
        added=$count
        start "$work/clients"
        until (($(curl -s "$issuer/metrics" | sed -n 's/^mintmark_cached_clients //p') >= count)); do sleep 0.2; done
        measure "$count clients" 64
        stop
    done
}

connections() {
    head_line "A new connection for each token"
    start "$work/RS256" MINTMARK_SIGNER=auto
    measure "new connections" 64 -H 'Connection: close'
    stop
}

validator() {
    swift build -c release --scratch-path "$scratch" --product ValidatorBenchmark
    local before after limit
    before=$(speed 0)
    taskset -c 0 "$scratch/release/ValidatorBenchmark" 2 | awk '$2 == 1' >"$work/validator"
    "$scratch/release/ValidatorBenchmark" 2 | awk '$2 == 2' >>"$work/validator"
    after=$(speed 0)
    limit=$(jq -n "[$before, $after] | max")
    printf '\n%-10s %6s %14s %16s %8s\n' validator tasks validations/s 'rsa2048 verify/s' ratio
    while read -r name tasks rate; do
        printf '%-10s %6s %14s %16.0f %8.2f\n' "$name" "$tasks" "$rate" "$limit" "$(jq -n "$rate / $limit")"
        jq -nc --arg name "validator $name" --argjson tasks "$tasks" --argjson rate "$rate" --argjson limit "$limit" \
            '{name: $name, connections: $tasks, rate: $rate, limit: $limit, ratio: ($rate / $limit)}' >>"$work/results"
    done <"$work/validator"
}

for part in issuing start clients connections validator; do
    [[ $parts == *" $part "* ]] || continue
    if [[ $part == start ]]; then starting; else "$part"; fi
done
mkdir -p "$(dirname "$results")"
cp "$work/results" "$results"
printf '\nThe results are in %s; make bench-compare compares them with the committed ones.\n' "$results"
