#!/usr/bin/env bash
# Makes Sources/ManagementMessages and Sources/TelemetryMessages from Protos/ anew. Needs protoc and protoc-gen-swift
# (swift-protobuf 1.39) in the PATH.
set -euo pipefail
cd "$(dirname "$0")/.."
# generate TARGET FIND-CONDITION...
generate() {
    local target=Sources/$1
    shift
    rm -rf "$target"
    mkdir "$target"
    find Protos -name '*.proto' "$@" -printf '%P\n' | sort | xargs "${PROTOC:-protoc}" -I Protos \
        --swift_out="$target" --swift_opt=Visibility=Package \
        --swift_opt=UseAccessLevelOnImports=true --swift_opt=FileNaming=DropPath
}
generate ManagementMessages ! -path 'Protos/opentelemetry/*'
generate TelemetryMessages -path 'Protos/opentelemetry/*'
