"""Token quotas of clients and organizations."""

import re
import threading

import pytest
import requests

from mintmark import run, until


def make(server, management, organization, **fields):
    made = management.make(f"{organization}/clients", name="Quota", **fields)
    return server.form(client_id=made["client"]["client_id"], client_secret=made["plain_secret"]), made["client"]


def told(answer):
    """`{"client": (quota, period, remaining, reset)}` of both headers."""
    policy = re.findall(r'"(\w+)";q=(\d+);w=(\d+)', answer.headers.get("RateLimit-Policy", ""))
    state = re.findall(r'"(\w+)";r=(\d+);t=(\d+)', answer.headers.get("RateLimit", ""))
    assert [name for name, *_ in policy] == [name for name, *_ in state]
    return {name: (int(q), int(w), int(r), int(t)) for (name, q, w), (_, r, t) in zip(policy, state)}


def events(management, action, subject):
    found, token = [], ""
    while True:
        page = management.get("/audit-events", params={"page_size": 100, "page_token": token}).json()
        found += [event for event in page["audit_events"] if event["action"] == action and event["subject"] == subject]
        token = page["next_page_token"]
        if not token:
            return found


def test_A29_a_client_gets_its_quota_and_no_more(server, management, organization):
    form, client = make(server, management, organization, quota={"tokens": 3, "period": 600})
    assert client["quota"] == {"tokens": 3, "period": 600, "mode": "enforce"}
    for left in (2, 1, 0):
        answer = server.ask(form)
        assert answer.status_code == 200
        assert told(answer)["client"][:3] == (3, 600, left)
    refused = server.ask(form)
    assert refused.status_code == 429
    assert refused.json()["error"] == "temporarily_unavailable" and "3 tokens" in refused.json()["error_description"]
    quota, period, left, reset = told(refused)["client"]
    assert (quota, period, left) == (3, 600, 0) and 1 <= reset <= 600
    assert int(refused.headers["Retry-After"]) == reset
    assert refused.headers["Cache-Control"] == "no-store"
    server.ask(form)
    found = until(lambda: events(management, "client.quota_exceeded", client["client_id"]), what="the event")
    assert len(found) == 1 and found[0]["details"]["quota"]["tokens"] == 3
    assert found[0]["actor"] == client["client_id"] and found[0]["address"]


def test_a_quota_is_told_only_where_there_is_one(server, management, organization):
    form, client = make(server, management, organization)
    assert "quota" not in client
    assert told(server.ask(form)) == {}


def test_A29_wrong_secrets_use_nothing_up(server, management, organization):
    form, _ = make(server, management, organization, quota={"tokens": 2, "period": 600})
    for _ in range(5):
        server.ask({**form, "client_secret": "wrong"})
    assert told(server.ask(form))["client"][2] == 1


def test_A29_the_quota_holds_under_many_requests_at_once(server, management, organization):
    form, _ = make(server, management, organization, quota={"tokens": 25, "period": 600})
    codes = []

    def ask():
        with requests.Session() as session:
            for _ in range(10):
                codes.append(server.ask(form, session=session).status_code)

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert codes.count(200) == 25 and codes.count(429) == 55


def test_A29_clients_share_the_quota_of_their_organization(server, management, organization):
    forms = [make(server, management, organization)[0] for _ in range(2)]
    stranger = server.form()
    changed = management.patch(organization, json={"quota": {"tokens": 4, "period": 600}})
    assert changed.json()["organization"]["quota"] == {"tokens": 4, "period": 600, "mode": "enforce"}
    for index in range(4):
        answer = server.ask(forms[index % 2])
        assert told(answer) == {"organization": (4, 600, 3 - index, told(answer)["organization"][3])}
    assert [server.ask(form).status_code for form in forms] == [429, 429]
    assert server.ask(stranger).status_code == 200
    identifier = organization.rsplit("/", 1)[1]
    assert len(until(lambda: events(management, "organization.quota_exceeded", identifier), what="the event")) == 1
    assert management.patch(organization, json={"quota": None}).status_code == 200
    assert [server.ask(form).status_code for form in forms] == [200, 200]


def test_A29_warn_mode_issues_and_records(server, management, organization):
    form, client = make(server, management, organization, quota={"tokens": 1, "period": 600, "mode": "warn"})
    assert [server.ask(form).status_code for _ in range(4)] == [200] * 4
    found = until(lambda: events(management, "client.quota_exceeded", client["client_id"]), what="the event")
    assert len(found) == 1 and found[0]["details"]["quota"]["mode"] == "warn"
    figures = requests.get(f"{server.url}/metrics", timeout=10).text
    assert re.search(r'mintmark_quota_exceeded_total{[^}]*mode="warn"', figures)


@pytest.mark.parametrize("quota", [
    {}, {"tokens": 1}, {"tokens": 0, "period": 60}, {"tokens": 1, "period": 0}, {"tokens": 1, "period": 60, "mode": "off"},
    {"tokens": 1, "period": 60, "burst": 2}, "1/60", 5, {"tokens": 1.5, "period": 60}, {"tokens": 10**10, "period": 60}])
def test_a_bad_quota_is_named(management, organization, quota):
    for path in (organization, f"{organization}/clients"):
        answer = management.request("PATCH" if path == organization else "POST", path, json={"quota": quota})
        assert answer.status_code == 400
        info = answer.json()["details"][0]["validation_error_info"]["field_violations"]
        assert [violation["field"] for violation in info] == ["quota"]


def test_the_settings_are_defaults_and_quotas_survive_a_restart(start):
    own = start(env={"MINTMARK_LIMITS_CLIENT_QUOTA": "3/600", "MINTMARK_LIMITS_ORGANIZATION_QUOTA": "50/600:warn"})
    answer = own.ask()
    assert told(answer)["client"][:2] == (3, 600) and told(answer)["organization"][:2] == (50, 600)
    management = own.management()
    assert told(own.ask(own.form(
        client_id=own.credentials["environment_client_id"], client_secret=own.credentials["environment_client_secret"]))) == {}
    management.patch(own.organization, json={"quota": {"tokens": 2, "period": 600}})
    management.patch(f"{own.organization}/clients/{own.credentials['client_id']}", json={"quota": {"tokens": 9, "period": 600}})
    own.restart()
    assert [own.ask().status_code for _ in range(3)] == [200, 200, 429]
    assert told(own.ask())["client"][:2] == (9, 600)


def test_a_bad_setting_is_named(tmp_path):
    answer = run("check-config", "--limits-client-quota", "5", "--issuer", "http://127.0.0.1:1", "--data-dir", tmp_path)
    assert answer.returncode != 0 and "limits.client_quota" in answer.stderr and "1000/3600" in answer.stderr


def test_quotas_by_command(server, management, organization):
    env = {"MINTMARK_PROFILE": str(server.directory / "credentials.json")}
    form, client = make(server, management, organization)
    identifier, owner = client["client_id"], organization.rsplit("/", 1)[1]
    shown = run("client", "update", identifier, "--org", owner, "--quota", "1/600:warn", env=env)
    assert shown.returncode == 0 and re.search(r"token quota +1/600:warn", shown.stdout)
    assert told(server.ask(form))["client"][:2] == (1, 600)
    assert run("client", "update", identifier, "--org", owner, "--quota", "none", env=env).returncode == 0
    assert told(server.ask(form)) == {}
    assert re.search(r"token quota +7/60", run("org", "update", owner, "--quota", "7/60", env=env).stdout)
    assert run("org", "update", owner, "--quota", "lots", env=env).returncode != 0
