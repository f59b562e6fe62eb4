#!/usr/bin/env bash
# Makes Sources/ManagementMessages, Sources/TelemetryMessages and the descriptors of the reflection service from Protos/
# anew. Needs protoc and protoc-gen-swift (swift-protobuf 1.39) in the PATH.
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
# v1alpha of reflection has the messages of v1 under other names.
generate ManagementMessages ! -path 'Protos/opentelemetry/*' ! -path '*/v1alpha/*'
generate TelemetryMessages -path 'Protos/opentelemetry/*'
find Protos -name '*.proto' ! -path 'Protos/mintmark/*' ! -path 'Protos/opentelemetry/*' -printf '%P\n' | sort |
    xargs "${PROTOC:-protoc}" -I Protos --include_imports --descriptor_set_out=Sources/CDocuments/descriptors.binpb
