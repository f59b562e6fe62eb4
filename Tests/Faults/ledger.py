"""What was acknowledged, and what must therefore hold from when on."""

import dataclasses
import random
import threading
import time


@dataclasses.dataclass
class Client:
    id: str
    secret: str
    path: str
    # When the call that made it was acknowledged.
    known: float
    # Secrets that were acknowledged later, with the time of that; and those that were ended.
    secrets: dict = dataclasses.field(default_factory=dict)
    ended_secrets: dict = dataclasses.field(default_factory=dict)
    secret_ids: dict = dataclasses.field(default_factory=dict)
    # How many secrets were asked for beside the first, whatever became of the calls.
    asked_secrets: int = 0
    # When a call to delete it began, and when one was acknowledged.
    deleting: float | None = None
    deleted: float | None = None
    # When the last call to end its tokens began and was acknowledged. Between the two nothing is said about its tokens.
    ending: float | None = None
    ended: float | None = None

    @property
    def is_live(self):
        return self.deleting is None

    @property
    def possible_secrets(self):
        """How many secrets there are at most: a call without an answer may have made one, or not ended one."""
        return 1 + self.asked_secrets - sum(moment is not None for moment in self.ended_secrets.values())


@dataclasses.dataclass
class Token:
    text: str
    key: str
    client: Client
    node: object
    # When the request for it began and was answered, by the monotonic clock, and when it expires by its claims.
    begin: float
    done: float
    # What its node had heard of: all that was acknowledged before this moment.
    horizon: float
    expires: float
    revoking: float | None = None
    revoked: float | None = None


class Ledger:
    def __init__(self):
        self.lock = threading.Lock()
        self.clients, self.tokens, self.revoked = [], [], []

    def live(self, before):
        """A client that nobody is deleting and that was acknowledged before a moment."""
        with self.lock:
            for _ in range(20):
                if self.clients:
                    client = random.choice(self.clients)
                    if client.is_live and client.known < before:
                        return client
        return None

    def deleted(self):
        with self.lock:
            ended = [client for client in self.clients if client.deleted is not None]
        return random.choice(ended) if ended else None

    def add(self, client):
        with self.lock:
            self.clients.append(client)

    def add_token(self, token):
        with self.lock:
            self.tokens.append(token)
            if len(self.tokens) > 5000:
                # The old ones stay, thinned out.
                self.tokens = self.tokens[:2500:2] + self.tokens[2500:]

    def token(self):
        with self.lock:
            return random.choice(self.tokens) if self.tokens else None

    def revoked_token(self):
        with self.lock:
            return random.choice(self.revoked) if self.revoked else None

    def prune(self):
        """Forgets expired tokens, and most clients that were deleted. Returns how many clients are left that are not."""
        with self.lock:
            now = time.time()
            self.tokens = [token for token in self.tokens if token.expires > now]
            self.revoked = [token for token in self.revoked if token.expires > now]
            gone = [client for client in self.clients if not client.is_live]
            if len(gone) > 200:
                forgotten = {client.id for client in gone[:100]}
                self.clients = [client for client in self.clients if client.id not in forgotten]
            return sum(client.is_live for client in self.clients)

    def is_valid(self, token):
        """Whether every node that knows its client must accept it now."""
        client = token.client
        if not client.is_live or token.revoking is not None or time.time() > token.expires - 1:
            return False
        # The node that issued it after an end of all tokens must have heard of that end: else it may be a token from before.
        return client.ending is None or (client.ended is not None and client.ended < token.horizon)

    def was_ended(self, token, before):
        """Whether it was revoked, or its client, by a call that was acknowledged before a moment."""
        client = token.client
        if token.revoked is not None and token.revoked < before:
            return True
        if client.deleted is not None and client.deleted < before and token.done < client.deleting:
            return True
        return client.ended is not None and client.ended < before and token.done < client.ending
