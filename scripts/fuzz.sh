#!/usr/bin/env bash
# Feeds made-up input to the parsers, with libFuzzer and AddressSanitizer, for FUZZ_SECONDS (60) in all:
# `fuzz.sh [target…]`, by default every one of Fuzz/*.swift. What breaks an invariant is kept under .build/fuzz, its
# path is printed, and the exit status is 1. `fuzz.sh target file` tries that one input again.
set -euo pipefail
cd "$(dirname "$0")/.."

work=${FUZZ_BUILD:-.build/fuzz}
seconds=${FUZZ_SECONDS:-60}
export SWIFT_BACKTRACE=enable=no # libFuzzer prints its own; Swift's would wait for a process that is already gone

command -v swiftc >/dev/null || {
    echo "fuzz: Swift 6.2 or newer is needed; install it and put it on the PATH" >&2
    exit 1
}

replay=
if (($# == 2)) && [[ -f $2 ]]; then
    replay=$2
    set -- "$1"
fi
targets=("$@")
if ((${#targets[@]} == 0)); then
    for file in Fuzz/*.swift; do
        targets+=("$(basename "$file" .swift)")
    done
fi
for target in "${targets[@]}"; do
    [[ -f Fuzz/$target.swift ]] || {
        echo "fuzz: there is no target $target in Fuzz" >&2
        exit 2
    }
done

# The files that need no swift-crypto; the two types that do have a stand-in.
jose=(Sources/JOSE/Encoding/*.swift Sources/JOSE/JSON/*.swift Sources/JOSE/JWA/JWSAlgorithm.swift
    Sources/JOSE/JWS/*.swift Sources/JOSE/JWK/{JSONWebKey+parse,JSONWebKeySet,JSONWebKeySet+parse}.swift
    Fuzz/StandIn/*.swift)
core=(Sources/OAuthCore/TokenRequest/*.swift Sources/OAuthCore/Errors/*.swift Sources/OAuthCore/Scope/ScopeToken.swift
    Sources/OAuthCore/Audience/ResourceIndicator.swift Sources/OAuthCore/Secret/{Secret,PlainSecret,SecretForm,CRC32,Base62}.swift
    Sources/OAuthCore/Identifier/{StoredIdentifier,ClientID,OrganizationID,SecretID,SigningKeyID}.swift
    Sources/OAuthCore/Time/{Timestamp,Timestamp+RFC3339,CivilDate}.swift Sources/OAuthCore/Paging/PageCursor.swift)

# The claims of access tokens, read in one pass and by way of the tree.
validator=(Sources/MintmarkValidator/Claims/{ClaimValues,ExpectedTexts,FoundClaims,NotPlain,StandardClaimName}.swift
    Sources/MintmarkValidator/Claims/{PlainClaimsReader,PlainJSONScanner,PlainText,StandardClaims}.swift
    Sources/MintmarkValidator/{VerifiedPayload,Checks/TokenCheck,Errors/TokenValidationError}.swift)

# What reads token requests in front of the HTTP codec.
server=(Sources/AuthorizationServer/Endpoints/Token/{PlainTokenRequest,PlainTokenRequest+read,PlainFieldName}.swift
    Sources/AuthorizationServer/Endpoints/Token/RawSpan+fields.swift)

mkdir -p "$work"
compile=(swiftc -O -g -swift-version 6 -package-name mintmark -parse-as-library -sanitize=fuzzer,address -I "$work"
    -enable-upcoming-feature ExistentialAny -enable-upcoming-feature MemberImportVisibility
    -enable-upcoming-feature InternalImportsByDefault)
module() { # name file…
    "${compile[@]}" -wmo -module-name "$1" -emit-module -emit-module-path "$work/$1.swiftmodule" -emit-object \
        -o "$work/$1.o" "${@:2}"
}
link() { # target
    # gold warns of some 60 symbols of the sanitizer that it cannot export; anything else it says is shown.
    "${compile[@]}" -module-name "Fuzz$1" -o "$work/$1" "Fuzz/$1.swift" Fuzz/Support/*.swift "$work"/{JOSE,OAuthCore,MintmarkValidator,AuthorizationServer}.o \
        2> >(grep -v 'Cannot export local symbol' >&2)
}

echo "fuzz: building ${targets[*]}"
module JOSE "${jose[@]}"
module OAuthCore "${core[@]}"
module MintmarkValidator -enable-testing "${validator[@]}"
module AuthorizationServer -enable-testing "${server[@]}"
for target in "${targets[@]}"; do
    link "$target"
done

if [[ -n $replay ]]; then
    exec "$work/${targets[0]}" "$replay"
fi

each=$((seconds / ${#targets[@]}))
((each > 0)) || each=1
failed=0
for target in "${targets[@]}"; do
    corpus=$work/corpus/$target findings=$work/findings/$target log=$work/$target.log
    mkdir -p "$corpus" "$findings"
    rm -f "$findings"/*
    # New inputs go to the first directory; the seeds in the second are only read. The outer limit is for a program
    # that no longer reacts.
    if timeout -k 5 $((each + 60)) "$work/$target" "$corpus" "Fuzz/Corpus/$target" -max_total_time="$each" \
        -max_len=6000 -timeout=10 -rss_limit_mb=1024 -artifact_prefix="$findings/" -print_final_stats=1 \
        >"$log" 2>&1; then
        runs=$(awk '/^stat::number_of_executed_units/ { print $2 }' "$log")
        echo "fuzz: $target: nothing found in $runs inputs and $each s"
        continue
    fi
    failed=1
    {
        echo "fuzz: $target: FOUND"
        grep -m 3 -E 'Fatal error|ERROR: |SUMMARY' "$log" || tail -n 20 "$log"
        for file in "$findings"/*; do
            [[ ! -f $file ]] || echo "fuzz: the input is $file; once more: scripts/fuzz.sh $target $file"
        done
    } >&2
done
exit "$failed"
