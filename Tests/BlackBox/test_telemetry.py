"""Traces and metrics reach an OpenTelemetry collector, and a collector that misbehaves harms nothing."""

import copy
import json
import pathlib
import re
import secrets
import threading
import time
import urllib.parse

import grpc
import pytest
import requests
import yaml

from collector import Collector, attributes
from mintmark import run, until

SERVER, CLIENT, ERROR = 2, 3, 2


@pytest.fixture
def collector():
    running = Collector()
    yield running
    running.stop()


def traced(collector, **more):
    return {"MINTMARK_LOG_FORMAT": "json", "OTEL_EXPORTER_OTLP_ENDPOINT": collector.url, **more}


def parent(sampled=True):
    """A caller's trace: its id, its span and the header that names them."""
    trace, span = secrets.token_hex(16), secrets.token_hex(8)
    return trace, span, f"00-{trace}-{span}-{'01' if sampled else '00'}"


def named(spans, name):
    found = [span for span in spans if span.name == name]
    assert len(found) == 1, [span.name for span in spans]
    return found[0]


def rss(server):
    with open(f"/proc/{server.process.pid}/statm") as file:
        return int(file.read().split()[1]) * 4096


@pytest.mark.parametrize("shape", ["plain", "codec", "query"])
def test_a_token_request_is_a_span_of_the_callers_trace_with_its_steps(start, collector, shape):
    own = start(env=traced(collector))
    trace, span, header = parent()
    headers = {"traceparent": header, "tracestate": "vendor=a1, other@x=b2"}
    if shape == "codec":
        headers["Expect"] = "nothing-known"  # the short way leaves it to the HTTP codec
    if shape == "query":
        answer = requests.post(f"{own.url}/oauth/token?x=1", data=own.form(), headers=headers, timeout=20)
    else:
        answer = own.ask(headers=headers)
    status = answer.status_code
    assert status == (200 if shape != "query" else status)
    own.stop()
    spans = collector.trace(trace)
    request = named(spans, "POST /oauth/token")
    assert (request.parent_span_id.hex(), request.kind, request.trace_state) == (span, SERVER, "vendor=a1,other@x=b2")
    assert request.flags == 0x301
    said = attributes(request)
    assert {k: said[k] for k in said if k not in ("server.port", "client.address")} == {
        "http.request.method": "POST", "http.route": "/oauth/token", "url.path": "/oauth/token", "url.scheme": "http",
        "http.response.status_code": status, "server.address": "127.0.0.1",
    }
    assert request.status.code == 0 and 0 < request.end_time_unix_nano - request.start_time_unix_nano < 20e9
    assert abs(request.start_time_unix_nano / 1e9 - time.time()) < 60
    if status == 200:
        for step in ["authenticate", "decide", "sign"]:
            child = named(spans, step)
            assert child.parent_span_id == request.span_id
            assert request.start_time_unix_nano <= child.start_time_unix_nano <= child.end_time_unix_nano
        assert attributes(named(spans, "sign"))["mintmark.batch.size"] >= 1


@pytest.mark.parametrize("flags, is_sent", [("00", False), ("01", True), ("02", False), ("03", True)])
def test_the_callers_decision_is_followed(start, collector, flags, is_sent):
    own = start(env=traced(collector))
    trace, span, _ = parent()
    for path in ["token", "keys"]:
        header = {"traceparent": f"00-{trace}-{span}-{flags}"}
        answer = own.ask(headers=header) if path == "token" else requests.get(own.url + "/keys", headers=header, timeout=20)
        assert answer.status_code == 200
    own.stop()
    assert bool(collector.trace(trace)) == is_sent


@pytest.mark.parametrize("malformed", [
    "", "garbage", "00-{t}-{s}", "00-{T}-{s}-01", "ff-{t}-{s}-01", "00-{z}-{s}-01", "00-{t}-0000000000000000-01",
    "00-{t}-{s}-01-more", "00-{t}-{s}-1", "0-{t}-{s}-01", " 00-{t}-{s}-01x",
])
def test_a_malformed_traceparent_is_as_if_it_were_not_there(start, collector, malformed):
    own = start(env=traced(collector))
    trace, span, _ = parent()
    trace = "a" + trace[1:]
    text = malformed.format(t=trace, s=span, T=trace.upper(), z="0" * 32).strip()
    assert own.ask(headers={"traceparent": text, "tracestate": "vendor=a1"}).status_code == 200
    assert requests.get(f"{own.url}/keys", headers={"traceparent": text, "tracestate": "v=1"}, timeout=20).status_code == 200
    own.stop()
    assert not collector.trace(trace)
    for name in ["POST /oauth/token", "GET /keys"]:
        roots = [s for s in collector.spans if s.name == name and not s.parent_span_id]
        assert roots and all(s.trace_state == "" for s in roots)


@pytest.mark.parametrize("sampler, argument, low, high", [
    ("always_off", "", 0, 0), ("traceidratio", "0", 0, 0), ("traceidratio", "0.5", 20, 80), ("parentbased_always_on", "", 100, 100),
])
def test_the_sampler_decides_about_traces_that_begin_here(start, collector, sampler, argument, low, high):
    own = start(env=traced(collector, OTEL_TRACES_SAMPLER=sampler, OTEL_TRACES_SAMPLER_ARG=argument))
    with requests.Session() as session:
        for _ in range(100):
            assert own.ask(session=session).status_code == 200
    own.stop()
    assert low <= len([s for s in collector.spans if s.name == "POST /oauth/token"]) <= high


def test_management_calls_have_the_stores_spans_and_log_lines_name_the_trace(start, collector):
    own = start(env=traced(collector))
    token = own.environment_token()
    trace, span, header = parent()
    answer = requests.post(
        f"{own.url}/api/v1/organizations", json={"display_name": "Traced"},
        headers={"Authorization": f"Bearer {token}", "traceparent": header}, timeout=20)
    assert answer.status_code == 201
    unsampled, _, quiet = parent(sampled=False)
    requests.get(f"{own.url}/api/v1/nothing", headers={"traceparent": quiet}, timeout=20)
    line = until(lambda: [json.loads(l) for l in own.log if trace in l and '"request"' in l])[0]
    assert until(lambda: [l for l in own.log if unsampled in l])
    own.stop()
    spans = collector.trace(trace)
    request = named(spans, "POST /api/v1/organizations")
    assert (line["trace_id"], line["span_id"]) == (trace, request.span_id.hex())
    stores = [s for s in spans if s.name.startswith("store ")]
    assert stores and all(s.kind == CLIENT and attributes(s)["db.system.name"] == "sqlite" for s in stores)
    assert all(s.parent_span_id == request.span_id for s in stores)
    assert "insert" in [attributes(s)["db.operation.name"] for s in stores]


def test_a_path_that_nothing_has_is_a_span_without_route(start, collector):
    own = start(env=traced(collector))
    assert requests.get(f"{own.url}/no/such?query=hidden", timeout=20).status_code == 404
    own.stop()
    said = attributes(named(collector.spans, "GET"))
    assert said["url.path"] == "/no/such" and "http.route" not in said and "hidden" not in str(collector.bodies)


def test_a_call_by_grpc_is_a_span_with_its_status(start, collector):
    own = start(env=traced(collector))
    trace, span, header = parent()
    with grpc.insecure_channel(own.url.removeprefix("http://")) as channel:
        call = channel.unary_unary("/scalekit.v1.organizations.OrganizationService/ListOrganization")
        with pytest.raises(grpc.RpcError) as refusal:
            call(b"", metadata=[("traceparent", header)], timeout=20)
    own.stop()
    request = named(collector.trace(trace), "scalekit.v1.organizations.OrganizationService/ListOrganization")
    assert attributes(request)["rpc.grpc.status_code"] == refusal.value.code().value[0] == 16
    assert (attributes(request)["rpc.system"], request.parent_span_id.hex(), request.status.code) == ("grpc", span, 0)


def test_a_webhook_carries_its_span_to_the_receiver(start, collector):
    receiver = Collector()
    own = start(env=traced(collector))
    management = own.management()
    made = management.post("/webhooks", json={"url": receiver.url + "/secret-path?key=hidden", "event_types": ["client.*"]})
    assert made.status_code == 201, made.text
    management.make(f"{own.organization}/clients", name="Told")
    until(lambda: receiver.requests)
    own.stop()
    receiver.stop()
    headers = {name.lower(): value for name, value in receiver.requests[0][1].items()}
    version, trace, span, flags = headers["traceparent"].split("-")
    delivery = [s for s in collector.trace(trace) if s.span_id.hex() == span][0]
    assert (version, flags, delivery.name, delivery.kind) == ("00", "01", "POST", CLIENT)
    assert attributes(delivery)["http.response.status_code"] == 200
    assert not any(word in str(body) for _, body in collector.bodies for word in ["secret-path", "hidden"])


def test_metrics_are_those_of_the_scrape(start, collector):
    own = start(env=traced(collector, OTEL_METRIC_EXPORT_INTERVAL="200", OTEL_SERVICE_NAME="tokens",
                           OTEL_RESOURCE_ATTRIBUTES="deployment.environment.name=test%20bench,team=a"))
    for _ in range(3):
        own.token()
    def issued():
        metric = collector.metrics.get("mintmark_tokens_issued_total")
        return metric and metric.sum.data_points[0].as_int == 3
    until(issued)
    metrics = collector.metrics
    counter = metrics["mintmark_tokens_issued_total"].sum
    assert counter.is_monotonic and counter.aggregation_temporality == 2
    assert 0 < counter.data_points[0].start_time_unix_nano < counter.data_points[0].time_unix_nano
    durations = metrics["mintmark_request_duration_seconds"]
    point = [p for p in durations.histogram.data_points if attributes(p)["route"] == "/oauth/token"][0]
    assert durations.unit == "s" and point.count == sum(point.bucket_counts) == 3 and point.sum > 0
    assert len(point.bucket_counts) == len(point.explicit_bounds) + 1
    scraped = {line.split("{")[0].split(" ")[0] for line in requests.get(own.url + "/metrics", timeout=20).text.splitlines()
               if not line.startswith("#")}
    names = {name.removesuffix("_bucket").removesuffix("_sum").removesuffix("_count") for name in scraped}
    assert {name for name in names if "telemetry" not in name} <= set(collector.metrics)
    own.stop()
    said = attributes(collector.resource_spans[0].resource)
    assert said["service.name"] == "tokens" and said["service.version"]
    assert (said["deployment.environment.name"], said["team"]) == ("test bench", "a")


def test_no_secret_is_in_any_byte_that_is_sent(start, collector):
    key = "key-of-the-vendor-4711"
    own = start(env=traced(collector, OTEL_METRIC_EXPORT_INTERVAL="200", OTEL_EXPORTER_OTLP_HEADERS=f"api-key={key},x-team=a%2Cb"))
    basic = own.ask({"grant_type": "client_credentials"}, auth=(own.credentials["client_id"], own.credentials["client_secret"]))
    token, secret = basic.json()["access_token"], own.credentials["client_secret"]
    wrong = own.credentials["client_secret"][:-6] + "AAAAAA"
    own.ask(own.form(client_secret=wrong))
    requests.post(f"{own.url}/oauth/token?client_secret={secret}", data=own.form(), timeout=20)
    requests.get(f"{own.url}/{secret}", timeout=20)
    requests.get(f"{own.url}/api/v1/{token}", headers={"Authorization": f"Bearer {token}"}, timeout=20)
    management = own.management()
    made = management.make(f"{own.organization}/clients", name="n")
    requests.request("PROPFIND", f"{own.url}/keys?{secret}", headers={"tracestate": f"a={secret}", "traceparent": parent()[2]}, timeout=20)
    own.token()
    own.stop()
    sent = b"".join(body for _, body in collector.bodies)
    assert b"POST /oauth/token" in sent and b"mintmark_tokens_issued_total" in sent
    for word in [secret, wrong, token, token.split(".")[2], made["plain_secret"], key, management.headers["Authorization"][7:]]:
        assert word.encode() not in sent
    headers = {name.lower(): value for name, value in collector.requests[0][1].items()}
    assert (headers["api-key"], headers["x-team"], headers["content-type"]) == (key, "a,b", "application/x-protobuf")
    assert key not in own.logs


@pytest.mark.parametrize("how", ["down", "slow", "500", "429", "400"])
def test_a_collector_that_fails_harms_nothing(start, how):
    collector = Collector()
    env = traced(collector, OTEL_METRIC_EXPORT_INTERVAL="200")
    if how == "down":
        collector.stop()
    elif how == "slow":
        collector.delay = 60
    else:
        collector.status = int(how)
        if how == "429":
            collector.headers = {"Retry-After": "100"}
    own = start(env=env)
    slowest, stop = [], time.monotonic() + 8

    def ask():
        with requests.Session() as session:
            while time.monotonic() < stop:
                began = time.monotonic()
                assert own.ask(session=session).status_code == 200
                slowest.append(time.monotonic() - began)

    def load():
        threads = [threading.Thread(target=ask) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    load()
    size, asked = rss(own), len(slowest)
    # As many spans again as were needed to fill the queue, and more.
    stop = time.monotonic() + 8
    load()
    # Not in proportion: other programs may have the machine in the meantime.
    assert asked > 100 and len(slowest) - asked > 100 and max(slowest) < 5
    assert rss(own) - size < 24e6
    text = requests.get(own.url + "/metrics", timeout=20).text
    exports = [line for line in text.splitlines() if line.startswith("mintmark_telemetry_exports_total")]
    assert how == "slow" or any('outcome="refused"' in l or 'outcome="failed"' in l for l in exports), exports
    if how == "429":
        assert len([r for r in collector.requests if r[0] == "/v1/traces"]) == 1
    began = time.monotonic()
    assert own.stop() == 0 and time.monotonic() - began < 15
    complaints = [line for line in own.log if "cannot be sent to the collector" in line]
    assert len(complaints) <= 2 and (how == "slow" or complaints)
    if how != "down":
        collector.stop()


def test_a_collector_that_comes_back_gets_what_waited(start, collector):
    collector.status = 503
    own = start(env=traced(collector))
    trace, _, header = parent()
    assert own.ask(headers={"traceparent": header}).status_code == 200
    until(lambda: any("cannot be sent" in line for line in own.log), 20)
    collector.status = 200
    until(lambda: collector.trace(trace), 20)
    until(lambda: any("takes traces again" in line for line in own.log))


def test_nothing_is_sent_unless_it_is_asked_for(start, collector):
    for name, env in [("off", {}), ("disabled", traced(collector, OTEL_SDK_DISABLED="True"))]:
        own = start(name, env=env)
        assert own.ask(headers={"traceparent": parent()[2]}).status_code == 200
        assert "telemetry" not in requests.get(own.url + "/metrics", timeout=20).text
        own.stop()
    assert not collector.requests


def test_mintmarks_own_settings_win_over_the_common_variables(start, collector):
    own = start(
        arguments=["--telemetry-endpoint", collector.url, "--telemetry-service-name", "flagged"],
        env={"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:1", "OTEL_SERVICE_NAME": "common"})
    own.token()
    own.stop()
    assert attributes(collector.resource_spans[0].resource)["service.name"] == "flagged"


@pytest.mark.parametrize("variable, value, says", [
    ("OTEL_EXPORTER_OTLP_ENDPOINT", "localhost:4317", "telemetry.endpoint must be an http or https URL"),
    ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://user:hidden@collector:4318", "telemetry.endpoint must be"),
    ("OTEL_EXPORTER_OTLP_HEADERS", "hidden", "telemetry.headers must hold"),
    ("OTEL_EXPORTER_OTLP_HEADERS", "a=hidden%0d%0ab", "telemetry.headers must hold"),
    ("OTEL_RESOURCE_ATTRIBUTES", "=x", "telemetry.resource_attributes must hold"),
    ("OTEL_TRACES_SAMPLER", "sometimes", "telemetry.sampler must be one of always_on"),
    ("OTEL_TRACES_SAMPLER_ARG", "2", "telemetry.sample_ratio must be a number from 0 to 1"),
    ("OTEL_METRIC_EXPORT_INTERVAL", "1m", "telemetry.metric_interval must be a whole number"),
    ("OTEL_SDK_DISABLED", "yes", "telemetry.disabled must be one of true, false"),
    ("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc", "OTEL_EXPORTER_OTLP_PROTOCOL is grpc, but"),
])
def test_a_wrong_setting_is_named(tmp_path, variable, value, says):
    env = {"MINTMARK_ISSUER": "https://a.example", "MINTMARK_DATA_DIR": str(tmp_path),
           "OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:4318", variable: value}
    checked = run("check-config", env=env)
    assert checked.returncode == 2 and says in checked.stderr and "hidden" not in checked.stderr, checked.stderr


def documented():
    """What docs/operations.md tells to set for `mintmark`, and the configuration of a collector that it shows."""
    page = (pathlib.Path(__file__).resolve().parents[2] / "docs/operations.md").read_text()
    section = re.search(r"^## Traces and metrics by OpenTelemetry$(.*?)^## ", page, re.S | re.M).group(1)
    (shell,), (configuration,) = (re.findall(rf"^```{kind}\n(.*?)^```", section, re.S | re.M) for kind in ["sh", "yaml"])
    return dict(re.findall(r"^export (OTEL_\w+)=(\S+)$", shell, re.M)), yaml.safe_load(configuration)


def check_collector(configuration, endpoint, signals):
    """As the collector itself does when it starts: what a pipeline names must exist, and what exists is for a pipeline.
    `signals` are what the pipelines must be of."""
    assert set(configuration) == {"receivers", "exporters", "service"}
    pipelines = configuration["service"]["pipelines"]
    assert set(pipelines) == signals
    for kind in ["receivers", "exporters"]:
        assert all(pipeline[kind] for pipeline in pipelines.values())
        assert {name for pipeline in pipelines.values() for name in pipeline[kind]} == set(configuration[kind])
    # These two are in every distribution of the collector; Mintmark speaks HTTP, and no gRPC.
    assert list(configuration["receivers"]) == ["otlp"] and list(configuration["exporters"]) == ["debug"]
    protocols = configuration["receivers"]["otlp"]["protocols"]
    assert list(protocols) == ["http"] and configuration["exporters"]["debug"]["verbosity"] in ("basic", "normal", "detailed")
    # The URL is the base to which /v1/traces and /v1/metrics are added, where the receiver expects them.
    parts = urllib.parse.urlsplit(endpoint)
    assert (parts.scheme, parts.netloc, parts.path) == ("http", protocols["http"]["endpoint"], "")


def test_the_collectors_configuration_in_the_documents_takes_what_is_sent(start, collector):
    """There is no collector here: one of our own stands in for it, at another port."""
    env, configuration = documented()
    assert set(env) == {"OTEL_EXPORTER_OTLP_ENDPOINT"}
    endpoint = urllib.parse.urlsplit(env["OTEL_EXPORTER_OTLP_ENDPOINT"])
    port = urllib.parse.urlsplit(collector.url).port
    here = endpoint._replace(netloc=f"{endpoint.hostname}:{port}").geturl()
    own = start(env={"OTEL_EXPORTER_OTLP_ENDPOINT": here, "OTEL_METRIC_EXPORT_INTERVAL": "200"})
    own.token()
    paths = until(lambda: {path for path, _ in collector.bodies} if len({path for path, _ in collector.bodies}) > 1 else None)
    assert all(path.startswith("/v1/") for path in paths)
    check_collector(configuration, env["OTEL_EXPORTER_OTLP_ENDPOINT"], {path.removeprefix("/v1/") for path in paths})


@pytest.mark.parametrize("change", [
    lambda whole: whole["service"]["pipelines"]["traces"].update(exporters=["logging"]),
    lambda whole: whole["service"]["pipelines"].pop("metrics"),
    lambda whole: whole["exporters"].update(other={}),
    lambda whole: whole["receivers"]["otlp"]["protocols"]["http"].update(endpoint="127.0.0.1:4317"),
    lambda whole: whole["receivers"]["otlp"]["protocols"].update(grpc={}),
])
def test_a_wrong_configuration_of_a_collector_is_found(change):
    env, configuration = documented()
    signals = {"traces", "metrics"}
    check_collector(configuration, env["OTEL_EXPORTER_OTLP_ENDPOINT"], signals)
    wrong = copy.deepcopy(configuration)
    change(wrong)
    with pytest.raises(AssertionError):
        check_collector(wrong, env["OTEL_EXPORTER_OTLP_ENDPOINT"], signals)
