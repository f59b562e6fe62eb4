"""The commands of webhooks."""

import base64
import json

import pytest

from mintmark import run, until
from test_webhooks import FAST, receive  # noqa: F401


@pytest.fixture
def command(start):
    server = start(env=FAST)

    def command(*arguments, **options):
        return run("webhook", *arguments, "--profile", server.directory / "credentials.json", **options)

    command.server = server
    return command


def test_a_webhook_lives_by_commands_alone(command, receive):
    receiver = receive(answers=[200, 404, 500, 500, 500, 500, 500, 500])
    created = command("create", receiver.url, "--event", "client.*", "--description", "CI", "--json")
    assert created.returncode == 0, created.stderr
    made = json.loads(created.stdout)
    webhook, secret = made["webhook"]["webhook_id"], made["plain_secret"]
    assert "shown this once" in created.stderr
    tested = command("test", webhook)
    assert tested.returncode == 0 and "200" in tested.stdout
    tested = command("test", webhook)
    assert tested.returncode == 1 and "404" in tested.stdout
    listed = command("list").stdout
    assert webhook in listed and "client.*" in listed and secret not in listed
    command.server.management().make(f"{command.server.organization}/clients", name="n")
    until(lambda: "FAILED" in command("deliveries", webhook, "--status", "failed").stdout, what="giving up")
    (lost,) = json.loads(command("deliveries", webhook, "--json").stdout)["deliveries"]
    assert "PENDING" in command("retry", webhook, lost["delivery_id"]).stdout
    until(lambda: "DELIVERED" in command("deliveries", webhook).stdout, what="the delivery")
    rotated = command("rotate-secret", webhook, "--overlap", "1h")
    assert "whsec_" in rotated.stdout and "shown this once" in rotated.stdout
    assert "DISABLED" in command("update", webhook, "--disable").stdout
    assert command("update", webhook).returncode == 2
    assert "all" in command("update", webhook, "--event", "", "--enable").stdout
    assert "CI" in command("get", webhook).stdout
    assert command("delete", webhook, "--yes").returncode == 0
    assert command("get", webhook).returncode == 3


def test_verify_says_whether_a_message_is_genuine(command, receive):
    receiver = receive()
    made = json.loads(command("create", receiver.url, "--json").stdout)
    command("test", made["webhook"]["webhook_id"])
    _, headers, body, _ = receiver.messages[0]

    def verify(body=body, secret=made["plain_secret"], stamp=headers["webhook-timestamp"], *more):
        return run(
            "webhook", "verify", "--id", headers["webhook-id"], "--timestamp", stamp, "--signature",
            headers["webhook-signature"], *more, input=body.decode(), env={"MINTMARK_WEBHOOK_SECRET": secret})

    assert verify().returncode == 0 and "valid" in verify().stdout
    assert verify(body=body + b" ").returncode == 1
    assert verify(secret="whsec_" + base64.b64encode(b"k" * 32).decode()).returncode == 1
    assert verify(secret="whsec_short").returncode == 2
    assert verify(stamp=str(int(headers["webhook-timestamp"]) - 1)).returncode == 1
