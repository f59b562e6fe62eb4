"""The management API over a real socket: routes and semantics of the published contract."""

import re

import jwt
import pytest
import requests

TIME = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$")


def violations(answer):
    assert answer.status_code == 400, answer.text
    body = answer.json()
    assert body["code"] == 3
    return [each["field"] for each in body["details"][0]["validation_error_info"]["field_violations"]]


# Organizations


def test_an_organization_lives(management):
    made = management.make(
        "/organizations", display_name="Acme", external_id="acme 1/ü", metadata={"plan": "gold"}, slug="acme"
    )["organization"]
    path = f"/organizations/{made['id']}"
    assert re.fullmatch(r"org_[1-9][0-9]*", made["id"]) and len(made["id"]) <= 32
    assert TIME.match(made["create_time"]) and made["create_time"] == made["update_time"]
    assert management.get(path).json()["organization"] == made
    assert management.get("/organizations:external/acme%201%2F%C3%BC").json()["organization"] == made
    changed = management.patch(path, json={"displayName": "Acme 2", "slug": None}).json()["organization"]
    assert changed["display_name"] == "Acme 2" and "slug" not in changed
    assert changed["external_id"] == "acme 1/ü" and changed["metadata"] == {"plan": "gold"}
    assert management.delete(path).json() == {}
    assert management.get(path).status_code == 404
    assert management.delete(path).status_code == 404
    assert management.patch(path, json={"display_name": "x"}).json()["code"] == 5


def test_an_external_id_is_unique(management):
    management.make("/organizations", display_name="one", external_id="unique-1")
    answer = management.post("/organizations", json={"display_name": "two", "external_id": "unique-1"})
    assert (answer.status_code, answer.json()["code"]) == (409, 6)
    assert "external_id" in answer.json()["message"]


def test_organizations_are_listed_in_pages_forwards_and_backwards(management):
    names = [f"Paged Organization {index}" for index in range(7)]
    ids = [management.make("/organizations", display_name=name)["organization"]["id"] for name in names]
    query = {"query": "paged organization", "page_size": 3}
    pages, token = [], ""
    while True:
        page = management.get("/organizations:search", params={**query, "page_token": token}).json()
        assert page["total_size"] == 7
        pages.append(page)
        token = page["next_page_token"]
        if not token:
            break
    assert [organization["id"] for page in pages for organization in page["organizations"]] == ids
    assert [len(page["organizations"]) for page in pages] == [3, 3, 1]
    assert pages[0]["prev_page_token"] == ""
    back = management.get("/organizations:search", params={**query, "page_token": pages[2]["prev_page_token"]}).json()
    assert back["organizations"] == pages[1]["organizations"]
    back = management.get("/organizations:search", params={**query, "page_token": back["prev_page_token"]}).json()
    assert back["organizations"] == pages[0]["organizations"] and back["prev_page_token"] == ""


@pytest.mark.parametrize("query, field", [
    ({"page_token": "x"}, "page_token"), ({"page_size": "-1"}, "page_size"), ({"page_size": "many"}, "page_size"),
    ({"page_token": "YWJj"}, "page_token"),
])
def test_bad_paging_is_named(management, query, field):
    assert violations(management.get("/organizations", params=query)) == [field]


def test_deleting_an_organization_ends_its_clients_at_once(server, management, organization):
    made = management.make(f"{organization}/clients", name="n")
    client = {"client_id": made["client"]["client_id"], "client_secret": made["plain_secret"]}
    assert server.ask(server.form(**client)).status_code == 200
    assert management.delete(organization).status_code == 200
    assert server.ask(server.form(**client)).status_code == 401
    assert management.get(f"{organization}/clients/{client['client_id']}").status_code == 404


# Clients


def test_a_client_lives(server, management, organization):
    made = management.make(
        f"{organization}/clients", name="GitHub Actions", description="CI", scopes=["deploy:app"], audience=["my-own-api"],
        custom_claims=[{"key": "wksp_id", "value": "1"}], expiry=3600,
    )
    client = made["client"]
    path = f"{organization}/clients/{client['client_id']}"
    assert re.fullmatch(r"m2morg_[0-9]+", client["client_id"])
    assert client["organization_id"] == organization.split("/")[-1]
    assert client["expiry"] == "3600"
    assert len(client["secrets"]) == 1
    secret = client["secrets"][0]
    assert made["plain_secret"].endswith(secret["secret_suffix"]) and len(secret["secret_suffix"]) == 4
    assert secret["status"] == "ACTIVE" and secret["last_used_time"] == secret["create_time"]
    assert re.fullmatch(r"sks_[0-9]+", secret["id"])
    assert made["plain_secret"] not in management.get(path).text
    claims = jwt.decode(
        server.token(client_id=client["client_id"], client_secret=made["plain_secret"]), options={"verify_signature": False}
    )
    assert claims["exp"] - claims["iat"] == 3600
    assert claims["custom_claims"] == {"wksp_id": "1"}
    assert management.delete(path).json() == {}
    assert management.get(path).status_code == 404
    assert server.ask(server.form(client_id=client["client_id"], client_secret=made["plain_secret"])).status_code == 401


def test_an_update_keeps_what_is_not_sent(management, organization):
    made = management.make(f"{organization}/clients", name="a", description="b", scopes=["x"], audience=["y"], expiry="60")
    path = f"{organization}/clients/{made['client']['client_id']}"
    for body in [{}, {"client": {}}, {"name": "", "scopes": [], "audience": [], "custom_claims": [], "expiry": 0}]:
        kept = management.patch(path, json=body).json()["client"]
        assert {**kept, "update_time": ""} == {**made["client"], "update_time": ""}
    changed = management.patch(path, json={"client": {"scopes": ["z", "x"], "expiry": "120"}}).json()["client"]
    assert changed["scopes"] == ["z", "x"] and changed["expiry"] == "120" and changed["audience"] == ["y"]
    cleared = management.patch(path, json={"scopes": None, "description": None, "expiry": None}).json()["client"]
    assert cleared["scopes"] == [] and cleared["description"] == "" and cleared["expiry"] == "0"


def test_camel_case_and_wrapped_bodies_are_taken(management, organization):
    made = management.make(f"{organization}/clients", client={"name": "n", "customClaims": [{"key": "k", "value": "v"}]})
    assert made["client"]["custom_claims"] == [{"key": "k", "value": "v"}]


def test_a_change_is_in_force_at_once(server, management, organization):
    made = management.make(f"{organization}/clients", scopes=["old"])
    client = {"client_id": made["client"]["client_id"], "client_secret": made["plain_secret"]}
    path = f"{organization}/clients/{client['client_id']}"
    for round_ in range(20):
        management.patch(path, json={"scopes": [f"s{round_}"]})
        assert server.ask(server.form(**client)).json()["scope"] == f"s{round_}"


@pytest.mark.parametrize("body, fields", [
    ({"name": "n" * 129}, ["name"]),
    ({"name": 1, "scopes": "read"}, ["name", "scopes"]),
    ({"scopes": ["ok", "a b", ""]}, ["scopes[1]", "scopes[2]"]),
    ({"audience": ["a b"]}, ["audience[0]"]),
    ({"custom_claims": [{"key": "", "value": "v"}]}, ["custom_claims[0].key"]),
    ({"custom_claims": [{"key": "k"}]}, ["custom_claims"]),
    ({"expiry": -1}, ["expiry"]),
    ({"expiry": "soon"}, ["expiry"]),
    ({"expiry": 10**9}, ["expiry"]),
    ({"scope": ["x"]}, ["scope"]),
    ({"expiry": 1, "name": "n", "nmae": "n"}, ["nmae"]),
])
def test_a_bad_field_is_named_and_nothing_written(management, organization, body, fields):
    assert violations(management.post(f"{organization}/clients", json=body)) == fields
    listed = management.get(f"{organization}/clients").json()
    assert (listed["clients"], listed["total_size"]) == ([], 0)


@pytest.mark.parametrize("body", ["{", "[]", "nul", '{"name":"a","name":"b"}', '{"name":"\\ud800"}', "\xff"])
def test_malformed_json_is_refused(management, organization, body):
    answer = management.post(
        f"{organization}/clients", data=body.encode("latin-1"), headers={"Content-Type": "application/json"}
    )
    assert violations(answer) == ["body"]


def test_other_media_types_are_refused(management, organization):
    answer = management.post(f"{organization}/clients", data="name=n", headers={"Content-Type": "text/plain"})
    assert answer.status_code == 415


@pytest.mark.parametrize("identifier", ["x", "m2morg_x", "m2morg_01", "m2morg_" + "9" * 40, "org_1", "%00", "%zz"])
def test_a_malformed_id_is_named(management, organization, identifier):
    assert violations(management.get(f"{organization}/clients/{identifier}")) == ["client_id"]


def test_clients_are_listed(management, organization):
    ids = [management.make(f"{organization}/clients", name=str(index))["client"]["client_id"] for index in range(5)]
    page = management.get(f"{organization}/clients", params={"page_size": 2}).json()
    assert [client["client_id"] for client in page["clients"]] == ids[:2] and page["total_size"] == 5
    page = management.get(f"{organization}/clients", params={"page_size": 2, "page_token": page["next_page_token"]}).json()
    assert [client["client_id"] for client in page["clients"]] == ids[2:4]


def test_an_unknown_organization_has_no_clients(management):
    assert management.post("/organizations/org_1/clients", json={"name": "n"}).json()["code"] == 5


# Secrets


def test_secrets_are_added_behind_and_removed(server, management, organization):
    made = management.make(f"{organization}/clients", name="n")
    client_id, first = made["client"]["client_id"], made["plain_secret"]
    path = f"{organization}/clients/{client_id}"
    plain = [first]
    for count in range(2, 6):
        added = management.make(f"{path}/secrets")
        plain.append(added["plain_secret"])
        secrets = management.get(path).json()["client"]["secrets"]
        assert len(secrets) == count and secrets[-1]["id"] == added["secret"]["id"]
    refused = management.post(f"{path}/secrets")
    assert violations(refused) == ["secrets"] and "only 5 secrets are allowed" in refused.json()["message"]
    for secret in plain:
        assert server.ask(server.form(client_id=client_id, client_secret=secret)).status_code == 200
    secrets = management.get(path).json()["client"]["secrets"]
    for secret, value in zip(secrets[:-1], plain[:-1], strict=True):
        assert management.delete(f"{path}/secrets/{secret['id']}", params={"force": "true"}).json() == {}
        assert server.ask(server.form(client_id=client_id, client_secret=value)).status_code == 401
        assert management.delete(f"{path}/secrets/{secret['id']}").status_code == 404
    last = management.delete(f"{path}/secrets/{secrets[-1]['id']}")
    assert violations(last) == ["secret_id"] and "at least one secret is required" in last.json()["message"]
    assert server.ask(server.form(client_id=client_id, client_secret=plain[-1])).status_code == 200


def test_a_secret_can_be_switched_off_and_on(server, management, organization):
    made = management.make(f"{organization}/clients", name="n")
    client = {"client_id": made["client"]["client_id"], "client_secret": made["plain_secret"]}
    path = f"{organization}/clients/{client['client_id']}/secrets/{made['client']['secrets'][0]['id']}"
    assert management.patch(path, json={"status": "INACTIVE"}).json()["secret"]["status"] == "INACTIVE"
    assert server.ask(server.form(**client)).status_code == 401
    assert management.patch(path, json={"status": "ACTIVE"}).json()["secret"]["status"] == "ACTIVE"
    assert server.ask(server.form(**client)).status_code == 200
    assert violations(management.patch(path, json={"status": "OFF"})) == ["status"]
    assert violations(management.patch(path, json={"expire_time": "2020-01-01T00:00:00Z"})) == ["expire_time"]


def test_the_last_use_is_shown_soon(server, management, organization):
    from mintmark import until

    made = management.make(f"{organization}/clients", name="n")
    path = f"{organization}/clients/{made['client']['client_id']}"
    server.token(client_id=made["client"]["client_id"], client_secret=made["plain_secret"])

    def used():
        secret = management.get(path).json()["client"]["secrets"][0]
        return secret["last_used_time"] > secret["create_time"]

    until(used, what="the last use")


# Who may call


def test_without_a_token_401(server):
    answer = requests.get(f"{server.url}/api/v1/organizations", timeout=10)
    assert answer.status_code == 401
    body = answer.json()
    assert body["code"] == 16 and "Token empty" in body["message"]
    assert body["details"][0]["@type"] == "type.googleapis.com/scalekit.v1.errdetails.ErrorInfo"
    assert body["details"][0]["error_code"] == "UNAUTHENTICATED"
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize("value", ["Bearer x", "Bearer ", "Basic eDp5", "Bearer a.b.c"])
def test_a_bad_token_gets_401(server, value):
    answer = requests.get(f"{server.url}/api/v1/organizations", headers={"Authorization": value}, timeout=10)
    assert (answer.status_code, answer.json()["code"]) == (401, 16)


def test_one_good_token_among_several_is_enough(server):
    value = f"Bearer stale, Bearer {server.environment_token()}"
    assert requests.get(f"{server.url}/api/v1/organizations", headers={"Authorization": value}, timeout=10).ok


def test_A28_an_organizations_client_never_opens_the_management_api(server):
    answer = server.management(server.token()).get("/organizations")
    assert (answer.status_code, answer.json()["code"]) == (403, 7)


def test_A28_a_client_is_never_reached_through_another_organization(server, management, organization):
    made = management.make(f"{organization}/clients", name="mine")
    other = f"/organizations/{management.make('/organizations', display_name='other')['organization']['id']}"
    client_id, secret_id = made["client"]["client_id"], made["client"]["secrets"][0]["id"]
    for root in [other, ""]:
        path = f"{root}/clients/{client_id}"
        answers = [
            management.get(path), management.patch(path, json={"name": "stolen"}), management.delete(path),
            management.post(f"{path}/secrets"), management.patch(f"{path}/secrets/{secret_id}", json={"status": "INACTIVE"}),
            management.delete(f"{path}/secrets/{secret_id}"),
        ]
        assert [answer.status_code for answer in answers] == [404] * 6
    assert management.get(f"{organization}/clients/{client_id}").json()["client"] == made["client"]


def test_scopes_say_what_a_management_token_may_do(server, management, organization):
    made = management.make("/clients", name="reader", scopes=["organizations:read", "clients:read"])
    assert re.fullmatch(r"skc_[0-9]+", made["client"]["client_id"]) and "organization_id" not in made["client"]
    reader = server.management(
        server.token(client_id=made["client"]["client_id"], client_secret=made["plain_secret"])
    )
    assert reader.get("/organizations").status_code == 200
    assert reader.get(f"{organization}/clients").status_code == 200
    for answer in [
        reader.post("/organizations", json={"display_name": "x"}), reader.post(f"{organization}/clients", json={}),
        reader.get("/clients"), reader.get("/keys"), reader.post("/keys:rotate"), reader.get("/audit-events"),
        reader.delete(organization),
    ]:
        assert (answer.status_code, answer.json()["code"]) == (403, 7)
        assert ":" in answer.json()["message"]


def test_nobody_hands_out_more_than_it_has(server, management):
    made = management.make("/clients", name="half", scopes=["environment:read", "environment:write"])
    half = server.management(server.token(client_id=made["client"]["client_id"], client_secret=made["plain_secret"]))
    assert half.post("/clients", json={"scopes": ["keys:write"]}).status_code == 403
    administrator = server.credentials["environment_client_id"]
    assert half.post(f"/clients/{administrator}/secrets").status_code == 403
    own = f"/clients/{made['client']['client_id']}"
    assert half.patch(own, json={"scopes": ["environment:write", "keys:write"]}).status_code == 403
    assert half.delete(own).json()["code"] == 9
    assert half.make("/clients", scopes=["environment:read"])


def test_a_demoted_environment_client_cannot_promote_itself(server, management):
    made = management.make("/clients", scopes=["environment:read", "environment:write"])
    client_id = made["client"]["client_id"]
    own = f"/clients/{client_id}"
    weak = server.management(server.token(client_id=client_id, client_secret=made["plain_secret"]))
    assert weak.get("/clients").status_code == 200
    management.patch(own, json={"scopes": ["environment:read"]})
    assert weak.patch(own, json={"scopes": ["environment:read", "environment:write"]}).status_code == 403
    assert weak.get("/clients").status_code == 200
    management.patch(f"{own}/secrets/{made['client']['secrets'][0]['id']}", json={"status": "INACTIVE"})
    refused = weak.get("/clients")
    assert (refused.status_code, refused.json()["code"]) == (401, 16)


def test_a_weak_environment_client_cannot_delete_a_stronger_one(server, management):
    made = management.make("/clients", scopes=["environment:read", "environment:write"])
    weak = server.management(server.token(client_id=made["client"]["client_id"], client_secret=made["plain_secret"]))
    strong = management.make("/clients", scopes=["keys:write"])["client"]["client_id"]
    assert weak.delete(f"/clients/{strong}").status_code == 403
    assert management.delete(f"/clients/{strong}").status_code == 200


def test_a_deleted_environment_client_loses_its_tokens_at_once(server, management):
    made = management.make("/clients", name="short", scopes=["organizations:read"])
    short = server.management(server.token(client_id=made["client"]["client_id"], client_secret=made["plain_secret"]))
    assert short.get("/organizations").status_code == 200
    assert management.delete(f"/clients/{made['client']['client_id']}").status_code == 200
    assert short.get("/organizations").json()["code"] == 16


def test_A27_every_change_is_recorded_without_secrets(server, management, organization):
    made = management.make(f"{organization}/clients", name="audited", scopes=["a"])
    client_id = made["client"]["client_id"]
    path = f"{organization}/clients/{client_id}"
    management.patch(path, json={"scopes": ["a", "b"]})
    added = management.make(f"{path}/secrets")
    management.delete(path)
    events, token = [], ""
    while True:
        page = management.get("/audit-events", params={"page_size": 100, "page_token": token}).json()
        events += page["audit_events"]
        token = page["next_page_token"]
        if not token:
            break
    mine = [event for event in events if client_id in str(event)]
    assert [event["action"] for event in mine] == [
        "client.created", "client.updated", "secret.created", "client.deleted",
    ]
    assert mine[1]["details"] == {"scopes": {"from": ["a"], "to": ["a", "b"]}}
    for event in mine:
        assert event["actor"] == server.credentials["environment_client_id"]
        assert event["address"] == "127.0.0.1" and event["request_id"].startswith("req_")
    assert made["plain_secret"] not in str(events) and added["plain_secret"] not in str(events)
