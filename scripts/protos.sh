#!/usr/bin/env bash
# Makes Sources/ManagementMessages from Protos/ anew. Needs protoc and protoc-gen-swift (swift-protobuf 1.39) in the PATH.
set -euo pipefail
cd "$(dirname "$0")/.."
rm -rf Sources/ManagementMessages
mkdir Sources/ManagementMessages
find Protos -name '*.proto' -printf '%P\n' | sort | xargs ${PROTOC:-protoc} -I Protos \
    --swift_out=Sources/ManagementMessages --swift_opt=Visibility=Package \
    --swift_opt=UseAccessLevelOnImports=true --swift_opt=FileNaming=DropPath
