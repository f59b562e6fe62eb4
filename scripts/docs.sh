#!/usr/bin/env bash
# Writes docs/protect-your-api.md from the examples, so that what people copy is what the tests ran.
# With --check it changes nothing and fails when the page is not current.
set -euo pipefail
cd "$(dirname "$0")/.."
page=docs/protect-your-api.md

write() {
    cat <<'HEAD'
# Protect your API

Each of these is a whole API server that protects `GET /api/data`: it checks signature, issuer, audience, expiry and the
scope `read:data`, and answers 401, 403 or 503 as RFC 6750 asks. The code is that of the folders in `Examples/`, which the
tests start and attack; this page is made from it by `make docs`.
HEAD
    section "Swift (Hummingbird)" swift-hummingbird Sources/API/main.swift swift
    section "Python (Flask and PyJWT)" python-flask-pyjwt server.py python
    section "Python (Flask and the Scalekit SDK, unmodified)" python-flask-scalekit server.py python
    section "Node (nothing but the standard library)" node server.js js
    section "Go (golang-jwt)" go main.go go
    section "Java (JDK 17 alone)" java Server.java java
    section "nginx (an API that knows nothing of tokens)" nginx nginx.conf.template nginx
    cat <<'TAIL'

## Envoy, Traefik and other gateways

Any gateway that can ask before it passes a request on can use `GET /oauth/verify?audience=…&scope=…`: 200 with
`X-Client-Id`, `X-Organization-Id` and `X-Scopes`, or 401 or 403 with `WWW-Authenticate`. The README of
`Examples/nginx` has the settings of Envoy and Traefik.
TAIL
}

section() { # title, folder, file, language
    printf '\n## %s\n\n`Examples/%s`:\n\n```%s\n' "$1" "$2" "$4"
    cat "Examples/$2/$3"
    printf '```\n'
}

if [[ ${1:-} == --check ]]; then
    diff -u "$page" <(write) >&2 || {
        echo "docs: $page is not current; run make docs" >&2
        exit 1
    }
else
    write >"$page"
fi
