"""
Load on a cluster that checks every answer.

Connection failures, time-outs and 503 are what a load balancer tries again elsewhere: they are counted. What no fault
may bring about is counted as a violation: a wrong answer, a lost write, a valid token refused, a revoked one served.
"""

import collections
import json
import random
import threading
import time

import jwt
import urllib3

from ledger import Client, Ledger, Token

AUDIENCE = "https://api.example.com"
WRONG, LOST, REFUSED, SERVED = "wrong answers", "acknowledged writes lost", "valid tokens refused", "revoked served"
# The stated bound: a change made through one node is in force on the others after this many seconds.
BOUND = 1.0


class Unanswered(Exception):
    """No answer that says anything: `kind` is `refused`, `cut`, `timeout` or `unavailable`."""

    def __init__(self, kind):
        super().__init__(kind)
        self.kind = kind


class Load:
    """With `clients`, about as many clients are kept alive, and what is over and done with is forgotten."""

    def __init__(self, cluster, tokens=3, management=1, checks=1, clients=None):
        self.cluster, self.ledger, self.wanted = cluster, Ledger(), clients
        self.counts, self.errors = collections.Counter(), collections.Counter()
        self.violations = collections.defaultdict(list)
        self.lock = threading.Lock()
        self.slowest = 0.0
        # Token requests that were answered with 503.
        self.unserved = 0
        self._stopping = threading.Event()
        self._http = urllib3.PoolManager(
            num_pools=10, maxsize=16, retries=False, timeout=urllib3.Timeout(connect=2, read=25)
        )
        # For each node what its key set was, as (begin of the request, kids), the newest last; and each key by its kid.
        self.key_sets = {node.name: collections.deque(maxlen=100) for node in cluster.nodes}
        self.keys = {}
        self.differ_since = None
        # Nodes that need not hear of changes at once: since when, and the bound that holds for them.
        self.excused = {}
        self.management_token = (None, 0.0)
        self.stalls = self.worst_stall = 0.0
        jobs = [self._get_token] * tokens + [self._manage] * management + [self._check] * checks
        jobs += [self._ask_for_the_deleted, self._poll_keys]
        self._threads = [threading.Thread(target=self._repeat, args=(job,), daemon=True) for job in jobs]
        self._threads.append(threading.Thread(target=self._watch_the_machine, daemon=True))

    # What scenarios do

    def start(self):
        self.organization = self._call(random.choice(self.cluster.nodes), "POST", "/organizations", {"display_name": "Load"})
        self.organization = f"/organizations/{self.organization['organization']['id']}"
        for _ in range(8):
            self._make_client()
        self._started = time.monotonic()
        for thread in self._threads:
            thread.start()

    def stop(self):
        self._stopping.set()
        for thread in self._threads:
            thread.join(60)
            assert not thread.is_alive(), "a thread of the load hangs"

    def excuse(self, nodes, bound):
        """From now on changes may take `bound` seconds to reach these nodes. What was acknowledged before has reached them."""
        for node in nodes:
            self.excused[node.name] = (time.monotonic(), bound)

    def no_longer_excused(self, nodes):
        for node in nodes:
            self.excused.pop(node.name, None)

    def horizon(self, node=None):
        """What was acknowledged before this moment must be in force on a node by now, or on all."""
        now = time.monotonic()
        if node is None:
            return min(self.horizon(node) for node in self.cluster.nodes)
        since, bound = self.excused.get(node.name, (now, BOUND + self.stalls))
        return max(now - bound, since - BOUND - self.stalls)

    def bound(self):
        """How long a change may take to reach all nodes."""
        return max([BOUND, *(bound for _, bound in self.excused.values())]) + self.stalls

    def violate(self, kind, text):
        with self.lock:
            self.violations[kind].append(f"{time.monotonic() - self._started:.2f} s: {text}")

    # HTTP

    def _send(self, node, method, path, **options):
        """Sends a request. Raises `Unanswered` for what a load balancer tries again."""
        begin = time.monotonic()
        try:
            answer = self._http.request(method, node.url + path, **options)
        except urllib3.exceptions.NewConnectionError:
            self._count_error("refused")
            raise Unanswered("refused") from None
        except urllib3.exceptions.TimeoutError:
            self._count_error("timeout")
            raise Unanswered("timeout") from None
        except (urllib3.exceptions.HTTPError, OSError):
            self._count_error("cut")
            raise Unanswered("cut") from None
        finally:
            self.slowest = max(self.slowest, time.monotonic() - begin)
        if answer.status == 503:
            self._count_error("unavailable")
            if path == "/oauth/token":
                self.unserved += 1
            if "Retry-After" not in answer.headers and path != "/readyz":
                self.violate(WRONG, f"{method} {path} on {node.name}: 503 without Retry-After: {answer.data[:200]!r}")
            raise Unanswered("unavailable")
        return answer

    def _count_error(self, kind):
        with self.lock:
            self.errors[kind] += 1

    def _count(self, kind):
        with self.lock:
            self.counts[kind] += 1

    def ask(self, node, client_id, secret):
        """A token request. Returns the status and the parsed body."""
        answer = self._send(
            node, "POST", "/oauth/token", encode_multipart=False,
            fields={"grant_type": "client_credentials", "client_id": client_id, "client_secret": secret},
        )
        return answer.status, self._parsed(node, "/oauth/token", answer)

    def introspect(self, node, token):
        """Whether the node says that a token is active."""
        credentials = self.cluster.credentials
        answer = self._send(
            node, "POST", "/oauth/introspect", encode_multipart=False,
            fields={
                "token": token, "client_id": credentials["environment_client_id"],
                "client_secret": credentials["environment_client_secret"],
            },
        )
        body = self._parsed(node, "/oauth/introspect", answer)
        if answer.status != 200 or not isinstance(body.get("active"), bool):
            self.violate(WRONG, f"introspection on {node.name}: {answer.status} {answer.data[:200]!r}")
            raise Unanswered("wrong")
        return body["active"]

    def _call(self, node, method, path, fields=None):
        """A call of the management API that succeeds, or `Unanswered`."""
        answer = self._send(
            node, method, f"/api/v1{path}", body=None if fields is None else json.dumps(fields),
            headers={"Authorization": f"Bearer {self._environment_token(node)}", "Content-Type": "application/json"},
        )
        body = self._parsed(node, path, answer)
        if answer.status not in (200, 201, 204):
            self.violate(WRONG, f"{method} {path} on {node.name}: {answer.status} {answer.data[:300]!r}")
            raise Unanswered("wrong")
        return body

    def _environment_token(self, node):
        token, until = self.management_token
        if time.monotonic() < until:
            return token
        credentials = self.cluster.credentials
        status, body = self.ask(node, credentials["environment_client_id"], credentials["environment_client_secret"])
        if status != 200:
            self.violate(WRONG, f"the environment client got {status} {body} from {node.name}")
            raise Unanswered("wrong")
        self.management_token = (body["access_token"], time.monotonic() + body["expires_in"] / 2)
        return body["access_token"]

    def _parsed(self, node, path, answer):
        try:
            body = json.loads(answer.data) if answer.data else {}
            assert isinstance(body, dict)
            return body
        except (ValueError, AssertionError):
            self.violate(WRONG, f"{path} on {node.name} answered {answer.status} with {answer.data[:200]!r}")
            raise Unanswered("wrong") from None

    # The jobs

    def _repeat(self, job):
        while not self._stopping.is_set():
            try:
                job()
            except Unanswered as failure:
                if failure.kind in ("refused", "cut"):
                    time.sleep(0.02)
            except Exception as failure:  # A fault of the test must not end a thread quietly.
                self.violate(WRONG, f"the test itself failed: {failure!r}")
                raise
            time.sleep(0.01)

    def _watch_the_machine(self):
        """For how long, of late, this process was not run: the machine is shared, and no bound can be shorter than that."""
        late = collections.deque(maxlen=200)
        while not self._stopping.is_set():
            begin = time.monotonic()
            time.sleep(0.05)
            late.append(time.monotonic() - begin - 0.05)
            self.stalls = max(late)
            self.worst_stall = max(self.worst_stall, self.stalls)

    def _node(self):
        return random.choice(self.cluster.nodes)

    def _get_token(self):
        node = self._node()
        horizon, begin = self.horizon(node), time.monotonic()
        client = self.ledger.live(before=horizon)
        if client is None:
            return
        secrets = [client.secret, *(text for text, known in client.secrets.items() if known < horizon)]
        secret = random.choice([text for text in secrets if text not in client.ended_secrets])
        status, body = self.ask(node, client.id, secret)
        done = time.monotonic()
        self._count("tokens")
        if status == 200:
            token = self._read_token(node, client, body, begin, done, horizon)
            if token is not None:
                self.ledger.add_token(token)
        elif status == 401 and (not client.is_live or secret in client.ended_secrets):
            pass
        else:
            self.violate(WRONG, f"{node.name} answered {status} {body} to {client.id}, known for {begin - client.known:.2f} s")

    def _read_token(self, node, client, body, begin, done, horizon):
        """Checks a token as a strict validator without leeway does."""
        text = body.get("access_token")
        try:
            key_id = jwt.get_unverified_header(text)["kid"]
            key = self.keys.get(key_id) or self._fetch_keys(node).get(key_id)
            if key is None:
                self.violate(WRONG, f"a token of {node.name} names {key_id}, which {node.name} does not publish")
                return None
            claims = jwt.decode(text, key, algorithms=["RS256"], audience=AUDIENCE, issuer=self.cluster.issuer)
            assert claims["client_id"] == client.id and claims["sub"] == client.id, claims
            assert time.time() - 60 < claims["iat"], f"iat is {time.time() - claims['iat']:.1f} s old"
        except (jwt.PyJWTError, AssertionError, KeyError, TypeError) as failure:
            self.violate(WRONG, f"a token of {node.name} is not valid: {failure!r}")
            return None
        # Whoever has cached a key set, of whichever node, for as long as caches may, must know the key.
        for name, sets in self.key_sets.items():
            for fetched, kids in list(sets):
                if begin - self.cluster.maximum_age < fetched < begin and key_id not in kids:
                    self.violate(
                        REFUSED, f"{key_id} signs on {node.name}, and {name} did not publish it {begin - fetched:.2f} s before"
                    )
        return Token(text, key_id, client, node, begin, done, horizon, claims["exp"])

    def _check(self):
        """Another node must accept what one issued, and no node what was revoked."""
        node, begin = self._node(), time.monotonic()
        horizon = self.horizon(node)
        token = self.ledger.revoked_token() if random.random() < 0.4 else self.ledger.token()
        if token is None:
            return
        must_accept = self.ledger.is_valid(token) and token.client.known < horizon
        must_refuse = self.ledger.was_ended(token, horizon)
        active = self.introspect(node, token.text)
        self._count("checks")
        if active and must_refuse:
            self.violate(SERVED, f"{node.name} takes a token of {token.client.id} that was ended")
        # The state may have changed meanwhile.
        if not active and must_accept and self.ledger.is_valid(token):
            self.violate(
                REFUSED, f"{node.name} refuses a token of {token.node.name}, {begin - token.begin:.2f} s old, key {token.key}"
            )

    def _ask_for_the_deleted(self):
        node = self._node()
        horizon, begin = self.horizon(node), time.monotonic()
        client = self.ledger.deleted()
        if client is None or client.deleted > horizon:
            return time.sleep(0.05)
        status, body = self.ask(node, client.id, client.secret)
        self._count("checks")
        if status != 401:
            self.violate(SERVED, f"{node.name} answered {status} to {client.id}, deleted {begin - client.deleted:.2f} s before")

    def _manage(self):
        jobs = [self._make_client, self._delete_client, self._revoke_token, self._end_tokens, self._add_secret, self._end_secret]
        weights = [4, 2, 4, 1, 2, 1]
        if self.wanted is not None:
            surplus = self.ledger.prune() - self.wanted
            weights = [1 if surplus > 0 else 5, 5 if surplus > 0 else 1, 4, 1, 2, 2]
        random.choices(jobs, weights=weights)[0]()
        time.sleep(0.02)

    def _make_client(self):
        made = self._call(
            self._node(), "POST", f"{self.organization}/clients", {"name": "load", "audience": [AUDIENCE], "scopes": ["read"]}
        )
        self._count("writes")
        id = made["client"]["client_id"]
        self.ledger.add(Client(id, made["plain_secret"], f"{self.organization}/clients/{id}", time.monotonic()))

    def _delete_client(self):
        horizon = self.horizon()
        client = self.ledger.live(before=horizon)
        # Of those that every node knows, some must be left to ask for tokens, however long calls go without an answer.
        if client is None or sum(other.is_live and other.known < horizon for other in self.ledger.clients) < 6:
            return
        client.deleting = time.monotonic()
        self._call(self._node(), "DELETE", f"{client.path}?force=true")
        client.deleted = time.monotonic()
        self._count("writes")

    def _add_secret(self):
        client = self.ledger.live(before=self.horizon())
        if client is None or client.possible_secrets >= 5:
            return
        client.asked_secrets += 1
        made = self._call(self._node(), "POST", f"{client.path}/secrets", {})
        client.secrets[made["plain_secret"]] = time.monotonic()
        client.secret_ids[made["plain_secret"]] = made["secret"]["id"]
        self._count("writes")

    def _end_secret(self):
        client = self.ledger.live(before=self.horizon())
        secret = next((text for text in client.secrets if text not in client.ended_secrets), None) if client else None
        if secret is None:
            return
        client.ended_secrets[secret] = None
        self._call(self._node(), "DELETE", f"{client.path}/secrets/{client.secret_ids[secret]}?force=true")
        client.ended_secrets[secret] = time.monotonic()
        self._count("writes")

    def _revoke_token(self):
        token = self.ledger.token()
        if token is None or not self.ledger.is_valid(token):
            return
        node = self._node()
        if token.client.known > self.horizon(node):
            return
        token.revoking = time.monotonic()
        answer = self._send(
            node, "POST", "/oauth/revoke", encode_multipart=False,
            fields={"token": token.text, "client_id": token.client.id, "client_secret": token.client.secret},
        )
        if answer.status != 200:
            if token.client.is_live:
                self.violate(WRONG, f"revocation on {node.name}: {answer.status} {answer.data[:200]!r}")
            return
        token.revoked = time.monotonic()
        with self.ledger.lock:
            self.ledger.revoked.append(token)
        self._count("writes")

    def _end_tokens(self):
        client = self.ledger.live(before=self.horizon())
        if client is None:
            return
        client.ended, client.ending = None, time.monotonic()
        self._call(self._node(), "POST", "/revocations", {"client_id": client.id})
        client.ended = time.monotonic()
        with self.ledger.lock:
            self.ledger.revoked += [
                token for token in self.ledger.tokens if token.client is client and token.done < client.ending
            ][:5]
        self._count("writes")

    # Keys

    def _fetch_keys(self, node):
        begin = time.monotonic()
        answer = self._send(node, "GET", "/keys")
        keys = {key["kid"]: jwt.PyJWK(key) for key in self._parsed(node, "/keys", answer)["keys"]}
        self.keys.update(keys)
        self.key_sets[node.name].append((begin, frozenset(keys)))
        return keys

    def _poll_keys(self):
        """All nodes publish the same keys, but for the time that a change takes to reach them."""
        begin, sets = time.monotonic(), set()
        for node in self.cluster.nodes:
            try:
                sets.add(frozenset(self._fetch_keys(node)))
            except Unanswered:
                continue
        if len(sets) < 2:
            self.differ_since = None
        elif self.differ_since is None:
            self.differ_since = begin
        elif begin - self.differ_since > self.bound():
            self.violate(REFUSED, f"nodes publish different keys for {begin - self.differ_since:.2f} s: {sorted(map(sorted, sets))}")
        time.sleep(0.15)

    # The end

    def verify(self):
        """With the cluster whole again: everything that was acknowledged is there, on every node."""
        time.sleep(BOUND)
        for node in self.cluster.nodes:
            self._fetch_keys(node)
        for client in self.ledger.clients:
            answers = [self.ask(node, client.id, client.secret)[0] for node in self.cluster.nodes]
            if client.deleted is not None:
                expected = {401}
            elif client.deleting is not None:
                # Nobody knows whether it was deleted, but the nodes must agree.
                expected = {answers[0]}
            else:
                expected = {200}
            if not set(answers) <= expected:
                self.violate(LOST, f"{client.id}: {answers}, not {expected} (deleted {client.deleted}, {client.deleting})")
            if client.deleting is not None:
                continue
            for secret in client.secrets:
                ended = client.ended_secrets.get(secret, False)
                answers = {self.ask(node, client.id, secret)[0] for node in self.cluster.nodes}
                expected = answers if ended is None else {200} if ended is False else {401}
                if answers != expected or len(answers) != 1:
                    self.violate(LOST, f"a secret of {client.id}: {answers}, not {expected}")
        for token in self.ledger.revoked[-150:]:
            if time.time() > token.expires - 1:
                continue
            for node in self.cluster.nodes:
                if self.introspect(node, token.text):
                    self.violate(LOST, f"the end of a token of {token.client.id} is not known to {node.name}")
        for token in self.ledger.tokens[-100:]:
            for node in self.cluster.nodes:
                if self.ledger.is_valid(token) and not self.introspect(node, token.text):
                    self.violate(REFUSED, f"{node.name} refuses a token of {token.node.name} at the end, key {token.key}")
