#!/usr/bin/env bash
# Measures the release server on one core, with the load generator on the other, against what `openssl speed` signs on
# the server's core right before and right after. Prints a table and writes it to BENCH_RESULTS as JSON lines.
#   BENCH_SECONDS  seconds of each measurement (5)
#   BENCH_PARTS    what to measure: issuing start memory clients connections tls management shared validator micro (all
#                  but micro, which builds a package of its own)
#   BENCH_CLIENTS  how many clients the part "clients" compares with 1,000 (1000000)
#   BENCH_RESULTS  the file of the results (Benchmarks/results/latest.jsonl)
#   BENCH_SCRATCH  the build directory (.build)
#   BENCH_PROGRAM  a program that is there, to be measured instead of one that is built now
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/bootstrap.sh bench
scratch=${BENCH_SCRATCH:-.build}
seconds=${BENCH_SECONDS:-5}
parts=" ${BENCH_PARTS:-issuing start memory clients connections tls management shared validator} "
results=${BENCH_RESULTS:-Benchmarks/results/latest.jsonl}
program=${BENCH_PROGRAM:-$scratch/release/mintmark}
[[ -n ${BENCH_PROGRAM:-} ]] || swift build -c release --scratch-path "$scratch" --product mintmark
# Who runs the server, and who runs the load.
server_cores=0 load_cores=1 load_threads=1

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

start() { # directory, then settings as NAME=value and flags of mintmark dev
    local directory=$1 settings=()
    shift
    while [[ ${1:-} == *=* ]]; do
        settings+=("$1")
        shift
    done
    : >"$work/out"
    env MINTMARK_LOG_LEVEL=warning "${settings[@]}" taskset -c "$server_cores" "$program" dev --port 0 \
        --data-dir "$directory" --credentials "$work/credentials.json" "$@" >"$work/out" &
    server=$!
    for _ in $(seq 3000); do
        grep -q 'is ready' "$work/out" && break
        sleep 0.01
    done
    issuer=$(jq -r .issuer "$work/credentials.json")
    form=$(jq -r '"grant_type=client_credentials&client_id=\(.client_id)&client_secret=\(.client_secret)"' \
        "$work/credentials.json")
}

signer() { curl -sk "$issuer/metrics" | sed -n 's/^mintmark_signer_info{signer="\(.*\)"} 1$/\1/p'; }

head_line() {
    printf '\n%s\n%-28s %-13s %5s %9s %7s %7s %9s %9s %9s %9s %9s %9s %8s\n' "$1" case signer conns requests/s limit \
        ratio p50 p99 p99.9 "CPU/req" signing rest RSS
}

load() { # seconds, connections, further words for wrk, the last of which is the URL
    local duration=$1 connections=$2
    shift 2
    # wrk wants a connection for each thread.
    taskset -c "$load_cores" wrk -t"$((connections < load_threads ? connections : load_threads))" -c"$connections" \
        -d"${duration}s" -s Benchmarks/token.lua "$@"
}

signing_share() { # as load: what part of the server's time the cryptographic libraries take; null without perf
    command -v perf >/dev/null || { echo null && return; }
    perf record -q -o "$work/perf" -e cpu-clock -F 499 -p "$server" -- sleep 2 >/dev/null 2>&1 &
    local recording=$!
    load 3 "$@" >/dev/null
    wait "$recording" || true
    perf report -i "$work/perf" --no-children --sort dso,symbol -F overhead,dso,symbol 2>/dev/null | awk '
        /^ *[0-9.]+%/ {
            share = $1 + 0
            all += share
            if (/libcrypto|multi_buffer|CCryptoBoringSSL|fiat_p256|p256/ && !/CNIOBoringSSL/) signing += share
        }
        END { if (all > 0) printf "%.4f", signing / all; else print "null" }'
}

record_case() { # name, connections, limit, ticks, share; the last line of $work/wrk is what token.lua reports, as JSON
    tail -n 1 "$work/wrk" | jq -c --arg name "$1" --arg signer "$(signer)" --argjson connections "$2" \
        --argjson limit "$3" --argjson ticks "$4" --argjson share "$5" --argjson rss "$(memory)" '
        ($ticks * 10000 / ([.requests, 1] | max)) as $cpu | . + {name: $name, signer: $signer,
        connections: $connections, limit: $limit, ratio: (.rate / $limit), cpu_us: $cpu,
        signing_us: (if $share then $cpu * $share else null end),
        rest_us: (if $share then $cpu * (1 - $share) else null end), rss_kb: $rss}' >"$work/one"
    cat "$work/one" >>"$work/results"
    jq -r '[.name, .signer, .connections, .rate, .limit, .ratio, .p50, .p99, .p999, .cpu_us, .signing_us // "-",
        .rest_us // "-", .rss_kb, .errors] | @tsv' "$work/one" | awk -F'\t' '
        function us(value) { return value == "-" ? "-" : sprintf("%.1f us", value) }
        { printf "%-28s %-13s %5d %9.0f %7.0f %7.2f %6.2f ms %6.2f ms %6.2f ms %9s %9s %9s %5d MB%s\n", $1, $2, $3, $4,
            $5, $6, $7, $8, $9, us($10), us($11), us($12), $13 / 1024, ($14 > 0) ? "  " $14 " ERRORS" : "" }'
}

measure() { # name, connections, further words for wrk; $split says whether the processor's time is taken apart
    local name=$1 connections=$2 before after spent share=null target=${target:-$issuer/oauth/token}
    shift 2
    before=$(speed 1)
    spent=$(ticks)
    MINTMARK_FORM=${body-$form} load "$seconds" "$connections" "$@" "$target" >"$work/wrk"
    spent=$(($(ticks) - spent))
    after=$(speed 1)
    [[ -z ${split:-} ]] || share=$(MINTMARK_FORM=${body-$form} signing_share "$connections" "$@" "$target")
    record_case "$name" "$connections" "$(jq -n "[$before, $after] | max")" "$spent" "$share"
}

measure_below_peak() { # name: at 80% of what was measured last, by 256 callers that do not wait for each other
    local peak pause
    peak=$(jq .rate "$work/one")
    # A connection's turn is its thinking and the answer, which takes about half a millisecond at this load.
    pause=$(jq -n "256 / (0.8 * $peak) * 1000 - 0.5 | if . < 0 then 0 else . end")
    MINTMARK_PAUSE=$pause measure "$1" 256
    jq -r --argjson peak "$peak" '"  (\(.rate / $peak * 100 | round)% of the peak)"' "$work/one"
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
        for connections in 1 8; do measure "$algorithm $signer" "$connections"; done
        split=yes measure "$algorithm $signer" 64
        measure_below_peak "$algorithm $signer, 80%"
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
        until curl -skf -o /dev/null -d "$form" "$issuer/oauth/token"; do sleep 0.002; done
        now=$((($(date +%s%N) - begin) / 1000000))
        ((now >= best)) || best=$now
        stop
    done
    printf '\nfrom the start to the first token: %d ms\n' "$best"
    jq -nc --argjson ms "$best" '{name: "start to first token", milliseconds: $ms}' >>"$work/results"
}

resident() { # what an idle server with 1,000 clients holds, before and after it was busy
    start "$work/memory"
    stop
    python3 Benchmarks/clients.py "$work/memory/mintmark.sqlite" 0 1000
    start "$work/memory"
    sleep 3
    local before after own
    before=$(memory)
    MINTMARK_FORM=$form load "$seconds" 64 "$issuer/oauth/token" >/dev/null
    sleep 3
    after=$(memory)
    # The rest are pages of the program and of libraries, which the kernel shares and drops as it likes.
    own=$(awk '/RssAnon/ { print $2 }' "/proc/$server/status")
    printf '\nidle with 1,000 clients: %d MB resident; after a load %d MB, of which %d MB are its own and not of files\n' \
        $((before / 1024)) $((after / 1024)) $((own / 1024))
    jq -nc --argjson before "$before" --argjson after "$after" --argjson own "$own" \
        '{name: "idle memory", rss_kb: $before, after_kb: $after, anonymous_kb: $own}' >>"$work/results"
    stop
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

tls() {
    head_line "TLS 1.3"
    start "$work/tls" MINTMARK_SIGNER=auto --tls
    split=yes measure "TLS keep-alive" 64
    measure "TLS new connections" 64 -H 'Connection: close'
    stop
}

management() {
    head_line "The management API (the limit is still that of tokens)"
    start "$work/RS256" MINTMARK_SIGNER=auto MINTMARK_LIMITS_MANAGEMENT_CALLS=0
    local token organization client
    token=$(curl -s -d "$(jq -r '"grant_type=client_credentials&client_id=\(.environment_client_id)&client_secret=\(
        .environment_client_secret)"' "$work/credentials.json")" "$issuer/oauth/token" | jq -r .access_token)
    organization=$(jq -r .organization_id "$work/credentials.json")
    client=$(jq -r .client_id "$work/credentials.json")
    export MINTMARK_AUTHORIZATION="Bearer $token"
    local organizations=$issuer/api/v1/organizations
    MINTMARK_METHOD=GET body='' target=$organizations/$organization/clients/$client measure "read a client" 16
    MINTMARK_METHOD=GET body='' target=$organizations/$organization/clients measure "list clients" 16
    MINTMARK_TYPE=application/json body='{"display_name":"Benchmark"}' target=$organizations \
        measure "create an organization" 16
    unset MINTMARK_AUTHORIZATION
    stop
}

shared() {
    head_line "Both cores shared with the load"
    server_cores=0,1 load_cores=0,1 load_threads=2
    local case
    for case in RS256:openssl RS256:multi-buffer ES256:auto; do
        start "$work/${case%:*}" MINTMARK_KEYS_ALGORITHM="${case%:*}" MINTMARK_SIGNER="${case#*:}"
        measure "shared ${case%:*} ${case#*:}" 64
        stop
    done
    server_cores=0 load_cores=1 load_threads=1
}

micro() {
    printf '\nThe parts of a request (Benchmarks/Micro)\n'
    local package=Benchmarks/Micro
    swift package --package-path "$package" --disable-sandbox benchmark --target TokenPath --no-progress
    swift build -c release --package-path "$package" --product TokenPathProfile
    cc -O2 -shared -fPIC "$package/allocations.c" -o "$work/allocations.so"
    LD_PRELOAD=$work/allocations.so taskset -c 0 "$package/.build/release/TokenPathProfile" 2
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

for part in issuing start memory clients connections tls management shared validator micro; do
    [[ $parts == *" $part "* ]] || continue
    case $part in
    start) starting ;;
    memory) resident ;;
    *) "$part" ;;
    esac
done
mkdir -p "$(dirname "$results")"
cp "$work/results" "$results"
if jq -se 'any(.[]; (.errors // 0) > 0)' "$results" >/dev/null; then
    echo "Some answers were errors: what they cost says nothing about the others." >&2
    exit 1
fi
printf '\nThe results are in %s; make bench-compare compares them with the committed ones.\n' "$results"
