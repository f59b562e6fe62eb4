"""A28 for every route there is: the routes come from the OpenAPI document, so that a new one cannot be forgotten."""

import re

import pytest
import requests

METHODS = ["get", "post", "patch", "put", "delete"]


def management_operations(server):
    """(method, path) of every operation that needs a management token."""
    paths = requests.get(f"{server.url}/openapi.json", timeout=10).json()["paths"]
    found = [
        (method.upper(), path) for path, operations in paths.items() for method in operations
        if method in METHODS and path.startswith("/api/")
    ]
    assert len(found) > 15
    return found


def filled(path, **values):
    values = {"webhook_id": "whe_1", "delivery_id": "whd_1", **values}
    return re.sub(r"\{(\w+)\}", lambda match: values[match.group(1)], path)


@pytest.fixture
def two_organizations(management):
    """The ids of one organization with a client of two secrets, and of another one."""
    mine, other = [management.make("/organizations", display_name=name)["organization"]["id"] for name in ["mine", "other"]]
    client = management.make(f"/organizations/{mine}/clients", name="mine", scopes=["read"])["client"]["client_id"]
    secret = management.make(f"/organizations/{mine}/clients/{client}/secrets")["secret"]["id"]
    return {"mine": mine, "other": other, "client_id": client, "secret_id": secret}


def test_A28_every_route_refuses_a_client_of_another_organization(server, management, two_organizations):
    ids = two_organizations
    path = f"/organizations/{ids['mine']}/clients/{ids['client_id']}"
    before = management.get(path).json()
    tried = 0
    for method, route in management_operations(server):
        if "{client_id}" not in route:
            continue
        url = server.url + filled(
            route, organization_id=ids["other"], client_id=ids["client_id"], secret_id=ids["secret_id"], kid="snk_1")
        body = {"status": "INACTIVE"} if "{secret_id}" in route and method == "PATCH" else None
        answer = requests.request(method, url, json=body, headers=management.headers, timeout=10)
        assert (answer.status_code, answer.json()["code"]) == (404, 5), (method, route, answer.text)
        tried += 1
    assert tried >= 12
    assert management.get(path).json() == before


def test_A28_a_secret_is_reached_through_its_own_client_only(server, management, two_organizations):
    ids = two_organizations
    sibling = management.make(f"/organizations/{ids['mine']}/clients", name="sibling")["client"]["client_id"]
    management.make(f"/organizations/{ids['mine']}/clients/{sibling}/secrets")
    path = f"/organizations/{ids['mine']}/clients/{sibling}/secrets/{ids['secret_id']}"
    assert management.delete(path).status_code == 404
    assert management.patch(path, json={"status": "INACTIVE"}).status_code == 404
    own = f"/organizations/{ids['mine']}/clients/{ids['client_id']}"
    assert {secret["status"] for secret in management.get(own).json()["client"]["secrets"]} == {"ACTIVE"}
    assert len(management.get(own).json()["client"]["secrets"]) == 2


def test_A28_every_route_refuses_tokens_of_customers_and_no_token(server, management, two_organizations):
    """Whatever the ids are: the answer does not tell what exists."""
    customer = {"Authorization": f"Bearer {server.token()}"}
    ids = two_organizations
    own = server.credentials
    for method, route in management_operations(server):
        for values in [
            {"organization_id": ids["mine"], "client_id": ids["client_id"], "secret_id": ids["secret_id"], "external_id": "x", "kid": "snk_1"},
            {"organization_id": own["organization_id"], "client_id": own["client_id"], "secret_id": "sks_1", "external_id": "x", "kid": "snk_1"},
            {"organization_id": "nonsense", "client_id": "nonsense", "secret_id": "nonsense", "external_id": "x", "kid": "snk_1"},
        ]:
            url = server.url + filled(route, **values)
            refused = requests.request(method, url, headers=customer, timeout=10)
            assert (refused.status_code, refused.json()["code"]) == (403, 7), (method, url, refused.text)
            missing = requests.request(method, url, timeout=10)
            assert (missing.status_code, missing.json()["code"]) == (401, 16), (method, url, missing.text)
            assert missing.json()["details"][0]["error_code"] == "UNAUTHENTICATED"


def test_A28_a_registered_management_scope_opens_nothing_for_customers(server, management, organization):
    """Scopes of customers are free text; those of the management API among them must mean nothing."""
    names = ["organizations:read", "organizations:write", "clients:read", "clients:write", "environment:write", "keys:write"]
    made = management.make(f"{organization}/clients", scopes=names, audience=[server.issuer])
    token = server.token(client_id=made["client"]["client_id"], client_secret=made["plain_secret"])
    for path in ["/organizations", f"{organization}/clients", "/keys"]:
        answer = server.management(token).get(path)
        assert (answer.status_code, answer.json()["code"]) == (403, 7)


def test_scopes_of_each_route_are_enough_and_needed(server, management, organization):
    """A token with exactly the scope that the document names opens the route; one with all others does not."""
    document = requests.get(f"{server.url}/openapi.json", timeout=10).json()
    everything = sorted(document["components"]["securitySchemes"]["management"]["flows"]["clientCredentials"]["scopes"])
    tokens = {}

    def token(scopes):
        key = " ".join(scopes)
        if key not in tokens:
            administrator = {
                "client_id": server.credentials["environment_client_id"],
                "client_secret": server.credentials["environment_client_secret"], "scope": key}
            tokens[key] = server.token(**administrator)
        return {"Authorization": f"Bearer {tokens[key]}"}

    for method, route in management_operations(server):
        choices = [choice["management"] for choice in document["paths"][route][method.lower()]["security"]]
        url = server.url + filled(
            route, organization_id="org_1", client_id="m2morg_1", secret_id="sks_1", external_id="none", kid="snk_1")
        others = [scope for scope in everything if [scope] not in choices]
        refused = requests.request(method, url, headers=token(others), json={}, timeout=10)
        assert (refused.status_code, refused.json()["code"]) == (403, 7), (method, route, refused.text)
        for needed in choices:
            assert needed[0] in refused.json()["message"]
            let_in = requests.request(method, url, headers=token(needed), json={"x": 1}, timeout=10)
            assert let_in.status_code not in (401, 403), (method, route, let_in.text)


def test_A28_the_callers_own_id_is_nothing_special_below_an_organization(server, management, organization):
    answer = management.delete(f"{organization}/clients/{server.credentials['environment_client_id']}")
    assert (answer.status_code, answer.json()["code"]) == (404, 5)
