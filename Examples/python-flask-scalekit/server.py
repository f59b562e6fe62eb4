"""An API that accepts access tokens of a Mintmark server, checked with the unmodified Scalekit SDK."""

import functools
import os
import threading
import time

import flask
import jwt
from scalekit import ScalekitClient
from scalekit.common.exceptions import ScalekitException, ScalekitValidateTokenFailureException
from scalekit.common.scalekit import TokenValidationOptions

ISSUER = os.environ["MINTMARK_ISSUER"]
AUDIENCE = os.environ["MINTMARK_AUDIENCE"]
OPTIONS = TokenValidationOptions(issuer=ISSUER, audience=[AUDIENCE])  # it checks neither unless told so here

app = flask.Flask(__name__)


class Validator:
    """The SDK's client keeps the keys of its first fetch for ever; this one takes a new client when it has to."""

    MAXIMUM_AGE = 300  # seconds: no longer than keys.max_age of the issuer, so that a removed key is forgotten
    COOL_DOWN = 5  # seconds between two clients, so that made-up kids cannot flood the issuer

    def __init__(self):
        self.client, self.made, self.tried = None, 0, -self.COOL_DOWN
        self.failed = False
        self.renewing = threading.Lock()

    def claims(self, token):
        kid = jwt.get_unverified_header(token).get("kid")
        claims = self.client_with(kid).validate_token(token, options=OPTIONS)
        if "exp" not in claims:  # the SDK lets it pass
            raise jwt.MissingRequiredClaimError("exp")
        return claims

    def client_with(self, kid):
        if self.is_outdated(kid):
            with self.renewing:
                if self.is_outdated(kid) and time.monotonic() >= self.tried + self.COOL_DOWN:
                    self.renew()
        if self.failed and (self.client is None or kid not in self.client.core_client.keys):
            raise ConnectionError("the keys cannot be fetched")  # it might be a good one
        return self.client

    def is_outdated(self, kid):
        """Whether a new client might know better. An unknown kid would be a KeyError of the SDK."""
        old = time.monotonic() >= self.made + self.MAXIMUM_AGE
        return self.client is None or old or kid not in self.client.core_client.keys

    def renew(self):
        self.tried = time.monotonic()
        try:
            client = ScalekitClient(ISSUER, os.environ["MINTMARK_CLIENT_ID"], os.environ["MINTMARK_CLIENT_SECRET"])
            client.core_client.get_jwks()  # now, because two first calls at once could see half of the keys
        except ScalekitException:
            self.failed = True
            app.logger.exception("the issuer cannot be reached; its keys stay as they were")
        else:
            self.client, self.made, self.failed = client, self.tried, False


validator = Validator()


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
                flask.g.claims = validator.claims(token)
            except ConnectionError:
                return refuse(503, error="temporarily_unavailable")
            except (jwt.PyJWTError, ScalekitException, KeyError) as error:
                app.logger.info("token refused: %s", error)
                return refuse(401, 'Bearer error="invalid_token"', "invalid_token")
            try:
                validator.client.verify_scopes(token, [scope])
            except ScalekitValidateTokenFailureException:
                return refuse(403, f'Bearer error="insufficient_scope", scope="{scope}"', "insufficient_scope")
            return view(*arguments, **named)

        return checked

    return decorate


@app.get("/api/data")
@require_scope("read:data")
def data():
    return {
        "client_id": flask.g.claims["client_id"],
        "organization_id": flask.g.claims.get("oid"),
        "scopes": flask.g.claims["scopes"],
    }


if __name__ == "__main__":
    app.run(port=int(os.environ.get("PORT", "9001")), threaded=True)
