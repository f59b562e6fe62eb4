"""The files of Deploy/ fit the program."""

import json
import pathlib
import re
import shutil
import subprocess

import pytest
import requests
import yaml

from mintmark import run

ROOT = pathlib.Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "Deploy"


def expressions():
    rules = yaml.safe_load((DEPLOY / "prometheus/alerts.yml").read_text())
    yield from (rule["expr"] for group in rules["groups"] for rule in group["rules"])
    dashboard = json.loads((DEPLOY / "grafana/mintmark.json").read_text())
    yield from (target["expr"] for panel in dashboard["panels"] for target in panel["targets"])


def test_every_metric_of_the_dashboard_and_the_alerts_is_one_of_the_program():
    """Some of them appear only when something has gone wrong, so the source says that they exist."""
    source = "\n".join(path.read_text() for path in (ROOT / "Sources").rglob("*.swift"))
    names = {name for expression in expressions() for name in re.findall(r"\b(?:mintmark|process)_[a-z_]+", expression)}
    assert len(names) >= 15
    for name in names:
        base = re.sub(r"(_total|_seconds)?(_bucket|_count|_sum)?$", "", name)
        assert base in source, name


def test_the_metrics_that_are_always_there_are_there(server):
    server.token()
    shown = requests.get(f"{server.url}/metrics", timeout=10).text
    for name in ["mintmark_tokens_issued_total", "mintmark_revocations", "mintmark_signing_keys", "process_resident_memory_bytes",
                 "mintmark_request_duration_seconds_bucket", "mintmark_webhook_deliveries_waiting"]:
        assert re.search(rf"^{name}\b", shown, re.M), name


def test_prometheus_accepts_the_alerts():
    promtool = shutil.which("promtool")
    assert promtool, "promtool is missing: scripts/bootstrap.sh test installs it"
    checked = subprocess.run([promtool, "check", "rules", DEPLOY / "prometheus/alerts.yml"], capture_output=True, text=True)
    assert checked.returncode == 0, checked.stderr + checked.stdout


@pytest.mark.parametrize("file", ["mintmark.service", "compose.yaml", "kubernetes/mintmark.yaml", "Dockerfile"])
def test_every_setting_that_the_files_name_exists(file):
    text = (DEPLOY / file).read_text()
    known = run("check-config", "--keys").stdout
    for variable in set(re.findall(r"\bMINTMARK_[A-Z_]+\b", text)):
        assert f"`{variable}`" in known, variable
    if file.endswith(".yaml"):
        assert all(yaml.safe_load_all(text))
