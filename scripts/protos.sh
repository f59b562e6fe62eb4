#!/usr/bin/env bash
# Makes Sources/ManagementMessages and the descriptors of the reflection service from Protos/ anew. Needs protoc and
# protoc-gen-swift (swift-protobuf 1.39) in the PATH.
set -euo pipefail
cd "$(dirname "$0")/.."
protoc=${PROTOC:-protoc}
rm -rf Sources/ManagementMessages
mkdir Sources/ManagementMessages
# v1alpha of reflection has the messages of v1 under other names.
find Protos -name '*.proto' ! -path '*/v1alpha/*' -printf '%P\n' | sort | xargs $protoc -I Protos \
    --swift_out=Sources/ManagementMessages --swift_opt=Visibility=Package \
    --swift_opt=UseAccessLevelOnImports=true --swift_opt=FileNaming=DropPath
find Protos -name '*.proto' ! -path 'Protos/mintmark/*' -printf '%P\n' | sort | xargs $protoc -I Protos \
    --include_imports --descriptor_set_out=Sources/CDocuments/descriptors.binpb
