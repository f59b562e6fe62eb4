#!/usr/bin/env bash
# Writes what is made from other files: docs/protect-your-api.md from the examples, so that what people copy is what the
# tests ran; llms.txt and llms-full.txt from docs/; and Sources/CDocuments/documents.c, which embeds them in the program.
# With --check it changes nothing and fails when one of them is not current.
set -euo pipefail
cd "$(dirname "$0")/.."
export LC_ALL=C
check=${1:-}
stale=0

# The pages that are served, in the order of reading: name, section, what it tells.
known="protect-your-api|For API developers|Whole API servers that check tokens, to copy: Swift, Python, Node, Go, Java, nginx, Envoy, Traefik.
following-revocations|For API developers|Refuse revoked tokens within a second with the Swift validator, and what it costs.
migrate-from-scalekit|For API developers|Move applications from Scalekit's SDKs: what is the same, what differs, step by step, what to check.
configuration|For operators|Every setting: file, environment variable, flag, type, default.
operations|For operators|Start, several nodes, keys, backups, upgrades, metrics, what to do when something is wrong.
limits|For operators|Allow-lists, token quotas, throttling and rate limits: what is refused and with which answer.
secrets|For operators|Client secrets: rotation with overlap, expiry, last use, emergency.
revocation|For operators|End tokens before they expire: by token, client, secret, organization, key, or all.
leaked-secrets|For operators|The form of secrets, and the route by which secret scanners report leaked ones.
audit|For operators|The audit log: events, queries, verification that nothing was changed.
webhooks|For operators|Signed messages to your own systems when clients, secrets or keys change.
threat-model|Reference|What is protected from whom, and what is not.
divergences|Reference|Where the server leaves the RFCs, or chooses what they leave open, by section.
architecture|Optional|Targets of the source, their directions, the path of a request.
performance|Optional|What was measured, and how to measure it."

# The same, and behind them, under "More" with its first sentence, each page that is not there.
pages() {
    echo "$known"
    local page name
    for page in docs/*.md; do
        name=$(basename "$page" .md)
        grep -q "^$name|" <<<"$known" || printf '%s|More|%s\n' "$name" "$(first_sentence "$page")"
    done
}

first_sentence() {
    awk 'NR > 1 && /^[A-Za-z`*]/ { text = text " " $0; found = 1; next } found { exit }
         END { sub(/^ /, "", text); sub(/\. .*/, ".", text); gsub(/[|]|\]\([^)]*\)|\[/, "", text); print text }' "$1"
}

title() { sed -n 's/^# //p;1q' "docs/$1.md"; }

protect_your_api() {
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

# The index, in the form of https://llmstxt.org: title, summary, sections of links.
index() {
    cat <<'HEAD'
# Mintmark

> A self-hosted OAuth 2.0 authorization server for machine-to-machine authentication (client credentials): applications
> exchange a client id and a secret for a signed JWT access token, and APIs check it with public keys. One program with
> one file; PostgreSQL for several nodes.

Facts that code needs:

- Token: `POST /oauth/token` with the form fields `grant_type=client_credentials`, `client_id`, `client_secret`, and, if
  wanted, `scope` (separated by spaces) and `audience`. The answer is JSON: `access_token`, `token_type`, `expires_in`, `scope`.
- Keys: `GET /keys` (JWK Set). Metadata (RFC 8414): `GET /.well-known/oauth-authorization-server`.
- An API must check signature (RS256 unless configured otherwise), `iss`, `aud`, `exp`, and the scopes it needs in `scope`.
- Management: `/api/v1/…` with the Bearer token of an environment client (`skc_…`), or `mintmark org`, `client`, `secret`,
  `key`, `webhook`, `audit`; the same by gRPC at the same address (`grpc.reflection.v1` describes it).
- A client secret is shown once, when it is made. Errors name what was wrong, with which value, and what to do.
- All pages in one file: [llms-full.txt](llms-full.txt)
HEAD
    local name section description last=
    pages | awk -F'|' '
        BEGIN { split("For API developers|For operators|Reference|More|Optional", order, "|") }
        { rows[$2] = rows[$2] $0 "\n" }
        END { for (i = 1; i <= 5; i++) printf "%s", rows[order[i]] }' |
        while IFS='|' read -r name section description; do
            if [[ $section != "$last" ]]; then
                printf '\n## %s\n\n' "$section"
                [[ $section == Reference ]] &&
                    echo '- [The HTTP API](openapi.json): OpenAPI 3.1, made from the routes of the running server.'
                last=$section
            fi
            printf -- '- [%s](docs/%s.md): %s\n' "$(title "$name")" "$name" "$description"
        done
}

# Everything, one page after the other. Links are made to lead from this file; those into the source become text.
full() {
    links='s#\]\(([a-z0-9-]+\.md)#](docs/\1#g; s#\[([^]]*)\]\(((Examples|Deploy|Tests|Sources)[^)]*|[A-Z]+\.md)\)#\1 (`\2`)#g'
    sed -E "$links" README.md
    local name
    while IFS='|' read -r name _; do
        printf '\n---\n\nSource: docs/%s.md\n\n' "$name"
        sed -E "$links" "docs/$name.md"
    done < <(pages)
}

documents() {
    echo '// Made by scripts/docs.sh: what the program serves of its documentation.'
    echo '#include "documents.h"'
    echo
    echo '#pragma clang diagnostic ignored "-Wc23-extensions"'
    local path table=
    while read -r path; do
        local name=${path//[^a-z]/_}
        printf '\nstatic const unsigned char %s[] = {\n#embed "../../%s"\n};\n' "$name" "$path"
        table+="    {\"/$path\", $name, sizeof $name},"$'\n'
    done < <({ for page in docs/*.md; do echo "$page"; done && echo llms-full.txt && echo llms.txt; } | sort)
    printf '\nstatic const struct mintmark_document documents[] = {\n%s};\n' "$table"
    cat <<'TAIL'

const struct mintmark_document *mintmark_document_at(size_t number) {
    return number < sizeof documents / sizeof documents[0] ? &documents[number] : NULL;
}
TAIL
}

write() { # file, what writes it
    if [[ $check == --check ]]; then
        diff -u "$1" <("$2") >&2 || {
            echo "docs: $1 is not current; run make docs" >&2
            stale=1
        }
    else
        # Not in place: the page may be one of those that are read.
        "$2" >"$1.new"
        mv "$1.new" "$1"
    fi
}

write docs/protect-your-api.md protect_your_api
write llms.txt index
write llms-full.txt full
write Sources/CDocuments/documents.c documents
exit "$stale"
