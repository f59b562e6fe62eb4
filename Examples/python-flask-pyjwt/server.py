"""An API that accepts access tokens of a Mintmark server, checked with PyJWT."""

import functools
import os

import flask
import jwt

ISSUER = os.environ["MINTMARK_ISSUER"]
AUDIENCE = os.environ["MINTMARK_AUDIENCE"]

# The key set is kept for `lifespan`: no longer than keys.max_age of the issuer (300 s unless configured). A kid that is
# not in it fetches anew at once, but only once in each cool-down, so that made-up kids cannot flood the issuer.
keys = jwt.PyJWKClient(f"{ISSUER}/keys", lifespan=300, cooldown_duration=5, timeout=5)

app = flask.Flask(__name__)


def refuse(status, challenge=None, error=None):
    headers = {"WWW-Authenticate": challenge} if challenge else {"Retry-After": "5"}
    return {"error": error or "unauthorized"}, status, headers


def require_scope(scope):
    """Lets a request through to the view when its token is good and has the scope."""

    def decorate(view):
        @functools.wraps(view)
        def checked(*arguments, **named):
            scheme, _, token = flask.request.headers.get("Authorization", "").partition(" ")
            if scheme.lower() != "bearer" or not token:
                return refuse(401, "Bearer")
            try:
                flask.g.claims = jwt.decode(
                    token,
                    keys.get_signing_key_from_jwt(token),
                    algorithms=["RS256"],
                    issuer=ISSUER,
                    audience=AUDIENCE,
                    leeway=5,  # seconds that the two clocks may differ
                    options={"require": ["exp", "iss", "aud", "sub", "client_id"]},
                )
            except jwt.PyJWKClientConnectionError:
                app.logger.exception("the issuer's keys cannot be fetched")
                return refuse(503, error="temporarily_unavailable")
            except jwt.PyJWTError as error:
                app.logger.info("token refused: %s", error)
                return refuse(401, 'Bearer error="invalid_token"', "invalid_token")
            if scope not in scopes():
                return refuse(403, f'Bearer error="insufficient_scope", scope="{scope}"', "insufficient_scope")
            return view(*arguments, **named)

        return checked

    return decorate


def scopes():
    return flask.g.claims.get("scope", "").split()


@app.get("/api/data")
@require_scope("read:data")
def data():
    return {
        "client_id": flask.g.claims["client_id"],
        "organization_id": flask.g.claims.get("oid"),
        "scopes": scopes(),
    }


if __name__ == "__main__":
    app.run(port=int(os.environ.get("PORT", "9001")), threaded=True)
