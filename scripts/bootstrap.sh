#!/usr/bin/env bash
# Installs what a step needs and is not there yet: `bootstrap.sh run|test|bench|accelerate`. The second time it does nothing.
set -euo pipefail
cd "$(dirname "$0")/.."

step=${1:-run}
packages=(libsqlite3-dev libssl-dev libpq-dev pkg-config)
case $step in
run) ;;
test)
    packages+=(curl openssl python3 python3-venv)
    # The tests start servers of their own from it; the one that it may start by itself is not used.
    packages+=(postgresql)
    # The example API servers that the tests start.
    packages+=(nodejs golang-go golang-github-golang-jwt-jwt-dev openjdk-17-jdk-headless nginx gettext-base ca-certificates)
    # gRPC of other languages, against which its calls are tested.
    packages+=(golang-google-grpc-dev golang-google-protobuf-dev libgrpc-java libnetty-java libnetty-tcnative-java)
    packages+=(libperfmark-java libguava-java)
    # promtool checks the alert rules.
    packages+=(prometheus)
    ;;
bench) packages+=(curl openssl wrk jq linux-perf python3) ;;
accelerate) packages+=(python3 python3-venv) ;;
*)
    echo "usage: scripts/bootstrap.sh run|test|bench|accelerate" >&2
    exit 2
    ;;
esac

command -v swift >/dev/null || {
    echo "bootstrap: Swift 6.2 or newer is needed; install it and put it on the PATH" >&2
    exit 1
}

missing=()
for package in "${packages[@]}"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
done
if ((${#missing[@]})); then
    as_root=()
    if (($(id -u) != 0)); then
        command -v sudo >/dev/null || {
            echo "bootstrap: as root, run: apt-get install ${missing[*]}" >&2
            exit 1
        }
        as_root=(sudo)
    fi
    echo "bootstrap: installing ${missing[*]}"
    "${as_root[@]}" apt-get update -qq
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "${missing[@]}" >/dev/null
fi

if [[ $step == test ]]; then
    requirements=Tests/BlackBox/requirements.txt
    stamp=.venv/requirements.sha256
    sum=$(sha256sum <"$requirements")
    if [[ ! -f $stamp || $(<"$stamp") != "$sum" ]]; then
        echo "bootstrap: making the Python environment of the interoperability tests"
        rm -rf .venv
        python3 -m venv .venv
        .venv/bin/pip install --quiet --disable-pip-version-check -r "$requirements"
        echo "$sum" >"$stamp"
    fi
fi
