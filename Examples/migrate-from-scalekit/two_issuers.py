"""Checks access tokens of either of two issuers, while customers move from one to the other."""

import jwt


class TwoIssuers:
    def __init__(self, issuers, audience):
        self.audience = audience
        self.keys = {issuer: jwt.PyJWKClient(f"{issuer}/keys", lifespan=300) for issuer in issuers}

    def claims(self, token):
        """Raises jwt.PyJWTError for a token that is not good."""
        # Nothing of the token is believed yet: iss only chooses the keys, and is checked again with them.
        issuer = jwt.decode(token, options={"verify_signature": False}).get("iss")
        if issuer not in self.keys:
            raise jwt.InvalidIssuerError(f"unknown issuer {issuer!r}")
        key = self.keys[issuer].get_signing_key_from_jwt(token)
        return jwt.decode(
            token, key, algorithms=["RS256"], issuer=issuer, audience=self.audience, options={"require": ["exp", "sub"]})

    @staticmethod
    def client(claims):
        """The id under which the API knows the client: the old one, as long as there is one."""
        return claims.get("custom_claims", {}).get("previous_client_id", claims["client_id"])
