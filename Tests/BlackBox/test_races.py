"""What holds for one call at a time also holds for many at once."""

import concurrent.futures

import jwt
import pytest
import requests

import mintmark


def at_once(*calls):
    """Runs the calls on threads of their own; gives their results in order."""
    with concurrent.futures.ThreadPoolExecutor(len(calls)) as pool:
        return [future.result() for future in [pool.submit(call) for call in calls]]


@pytest.fixture
def sessions(server, management):
    """Management sessions for eight threads."""
    token = management.headers["Authorization"].split()[1]
    return [mintmark.Management(server.url, token) for _ in range(8)]


@pytest.fixture
def client(management, organization):
    """The path of a client."""
    return f"{organization}/clients/{management.make(f'{organization}/clients', name='race')['client']['client_id']}"


def test_there_are_never_more_than_five_secrets(management, client, sessions):
    answers = at_once(*[lambda own=own: own.post(f"{client}/secrets") for own in sessions])
    assert sorted(answer.status_code for answer in answers) == [201] * 4 + [400] * 4
    assert len(management.get(client).json()["client"]["secrets"]) == 5


def test_the_last_secret_stays(management, client, sessions):
    for _ in range(4):
        management.make(f"{client}/secrets")
    ids = [secret["id"] for secret in management.get(client).json()["client"]["secrets"]]
    answers = at_once(*[lambda own=own, id=id: own.delete(f"{client}/secrets/{id}") for own, id in zip(sessions, ids)])
    assert sorted(answer.status_code for answer in answers) == [200] * 4 + [400]
    assert len(management.get(client).json()["client"]["secrets"]) == 1


def test_an_external_id_is_given_once(sessions):
    for round_ in range(5):
        fields = {"display_name": "race", "external_id": f"race-{round_}"}
        answers = at_once(*[lambda own=own: own.post("/organizations", json=fields) for own in sessions])
        assert sorted(answer.status_code for answer in answers) == [201] + [409] * 7


def test_updates_of_different_fields_are_all_kept(management, client, sessions):
    bodies = [{"name": "n"}, {"description": "d"}, {"scopes": ["s"]}, {"audience": ["a"]}, {"expiry": 77},
              {"custom_claims": [{"key": "k", "value": "v"}]}]
    answers = at_once(*[lambda own=own, body=body: own.patch(client, json=body) for own, body in zip(sessions, bodies)])
    assert {answer.status_code for answer in answers} == {200}
    kept = management.get(client).json()["client"]
    assert (kept["name"], kept["description"], kept["scopes"], kept["audience"], kept["expiry"]) == ("n", "d", ["s"], ["a"], "77")
    assert kept["custom_claims"] == [{"key": "k", "value": "v"}]


def test_tokens_follow_the_last_update(server, management, client, sessions):
    """Memory and store agree after many writers: what a token carries is what the API shows."""
    secret = management.make(f"{client}/secrets")["plain_secret"]
    form = server.form(client_id=client.split("/")[-1], client_secret=secret)
    for round_ in range(10):
        at_once(*[
            lambda own=own, n=n: own.patch(client, json={"scopes": [f"s{round_}-{n}"]}) for n, own in enumerate(sessions)])
        shown = management.get(client).json()["client"]["scopes"]
        assert server.ask(form).json()["scope"].split() == shown


def test_a_client_made_while_its_organization_is_deleted_is_no_orphan(server, management, sessions):
    for _ in range(10):
        organization = f"/organizations/{management.make('/organizations', display_name='going')['organization']['id']}"
        *made, gone = at_once(
            *[lambda own=own: own.post(f"{organization}/clients", json={"name": "late"}) for own in sessions[:5]],
            lambda: sessions[5].delete(organization))
        assert gone.status_code == 200
        for answer in made:
            assert answer.status_code in (201, 404)
            if answer.status_code == 201:
                client = answer.json()
                form = server.form(client_id=client["client"]["client_id"], client_secret=client["plain_secret"])
                assert server.ask(form).status_code == 401


def test_tokens_stop_with_the_answer_to_the_deletion(server, management, organization):
    """From when the deletion is acknowledged, not one more token is made."""
    for _ in range(10):
        made = management.make(f"{organization}/clients", name="short")
        form = server.form(client_id=made["client"]["client_id"], client_secret=made["plain_secret"])
        assert server.ask(form).status_code == 200

        def ask_on(form=form):
            with requests.Session() as session:
                return [server.ask(form, session=session).status_code for _ in range(30)]

        def delete(client_id=made["client"]["client_id"]):
            return management.delete(f"{organization}/clients/{client_id}").status_code

        first, second, deleted = at_once(ask_on, ask_on, delete)
        assert deleted == 200
        assert server.ask(form).status_code == 401
        for codes in [first, second]:
            assert codes == sorted(codes), "a token after a refusal"


def test_keys_rotate_once_however_many_ask(start):
    own = start(env={"MINTMARK_KEYS_MAX_AGE": "1"})
    token = own.environment_token()
    managements = [mintmark.Management(own.url, token) for _ in range(6)]
    mintmark.until(lambda: managements[0].post("/keys:rotate").status_code == 200, what="the first rotation")
    before = managements[0].get("/keys").json()["keys"]
    answers = at_once(*[lambda each=each: each.post("/keys:rotate") for each in managements])
    assert {answer.status_code for answer in answers} == {400}, "the new key was announced just now"
    assert managements[0].get("/keys").json()["keys"] == before
    mintmark.until(lambda: 200 in [a.status_code for a in at_once(*[lambda each=each: each.post("/keys:rotate") for each in managements])])
    states = [key["state"] for key in managements[0].get("/keys").json()["keys"]]
    assert states == ["RETIRING", "RETIRING", "ACTIVE", "ANNOUNCED"]


def test_tokens_are_verifiable_at_every_moment_of_a_rotation(start):
    """A validator that fetched the keys before the switch knows the key that signs after it."""
    own = start(env={"MINTMARK_KEYS_MAX_AGE": "1"})
    management = own.management()
    known = {key["kid"] for key in requests.get(f"{own.url}/keys", timeout=10).json()["keys"]}

    def ask_on():
        with requests.Session() as session:
            return [own.ask(session=session).json()["access_token"] for _ in range(150)]

    def rotate():
        return mintmark.until(lambda: management.post("/keys:rotate").status_code == 200, what="the rotation")

    *lists, _ = at_once(ask_on, ask_on, rotate)
    tokens = [token for each in lists for token in each] + [own.token()]
    assert len({jwt.get_unverified_header(token)["kid"] for token in tokens}) == 2
    client = jwt.PyJWKClient(f"{own.url}/keys")
    for token in tokens:
        assert jwt.get_unverified_header(token)["kid"] in known
        jwt.decode(token, client.get_signing_key_from_jwt(token), algorithms=["RS256"], options={"verify_aud": False})
