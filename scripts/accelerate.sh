#!/usr/bin/env bash
# Builds the library with which the server makes eight RSA signatures at once, from Intel's Cryptography Primitives
# (Apache 2.0; PyPI's ipp-crypto-static and ipp-crypto-include), and puts it where the server looks: beside every built
# program, or in the directory that ACCELERATE_DIRECTORY names (for an installed server: /usr/local/lib/mintmark).
set -euo pipefail
cd "$(dirname "$0")/.."
version=2026.2.0
name=libmintmark_multi_buffer.so

grep -qw avx512ifma /proc/cpuinfo 2>/dev/null || {
    echo "accelerate: this processor has no AVX-512 IFMA, so the library would not be used" >&2
    exit 1
}
scripts/bootstrap.sh accelerate

place=.build/accelerate
library=$place/$name
if [[ ! -f $library || Accelerate/multi_buffer.c -nt $library || scripts/accelerate.sh -nt $library ]]; then
    rm -rf "$place"
    mkdir -p "$place"
    python3 -m venv "$place/venv"
    "$place/venv/bin/pip" install --quiet --disable-pip-version-check --no-deps \
        "ipp-crypto-static==$version" "ipp-crypto-include==$version"
    compiler=$(command -v clang || command -v cc)
    # The archive's other parts name functions of libcrypto, which the server has loaded anyway.
    "$compiler" -O2 -fPIC -fvisibility=hidden -Wall -Wextra -Werror -shared \
        -isystem "$place/venv/include" -isystem "$place/venv/include/aggregator" Accelerate/multi_buffer.c \
        "$place/venv/lib/libcrypto_mb.a" -lcrypto -Wl,--gc-sections,--exclude-libs,ALL,-z,defs,-z,now,-z,relro \
        -o "$library.new"
    mv "$library.new" "$library"
    rm -rf "$place/venv"
fi

if [[ -n ${ACCELERATE_DIRECTORY:-} ]]; then
    targets=("$ACCELERATE_DIRECTORY")
    mkdir -p "$ACCELERATE_DIRECTORY"
else
    mapfile -t targets < <(for configuration in .build*/{debug,release}; do
        [[ ! -d $configuration ]] || readlink -f "$configuration"
    done | sort -u)
fi
for target in "${targets[@]}"; do
    # Never written in place: a running server may have it loaded.
    cp "$library" "$target/$name.new"
    mv "$target/$name.new" "$target/$name"
    echo "accelerate: $target/$name"
done
