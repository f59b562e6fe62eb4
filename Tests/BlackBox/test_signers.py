"""What signs tokens, and how requests that come together are answered."""

import concurrent.futures
import pathlib
import re

import jwt
import pytest
import requests

import mintmark
from mintmark import run
from raw import Connection, post

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
LIBRARY = pathlib.Path(mintmark.BINARY).resolve().parent / "libmintmark_multi_buffer.so"
SIGNERS = ["swift-crypto", "openssl", "multi-buffer"] if LIBRARY.exists() else ["swift-crypto", "openssl"]


def form_bytes(own):
    return "&".join(f"{name}={value}" for name, value in own.form().items()).encode()


def figures(own):
    text = requests.get(f"{own.url}/metrics", timeout=10).text
    return {line.rsplit(" ", 1)[0]: float(line.rsplit(" ", 1)[1]) for line in text.splitlines() if line[0] != "#"}


def check(own, token):
    key = jwt.PyJWKClient(f"{own.url}/keys").get_signing_key_from_jwt(token)
    return jwt.decode(token, key.key, algorithms=[key.algorithm_name], audience="https://api.example.com")


@pytest.mark.parametrize("algorithm", ["RS256", "PS256", "ES256"])
@pytest.mark.parametrize("signer", SIGNERS)
def test_tokens_of_every_signer_verify(start, signer, algorithm):
    own = start(arguments=["--signer", signer, "--keys-algorithm", algorithm])
    with concurrent.futures.ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(lambda _: own.ask(), range(60)))
    assert {answer.status_code for answer in answers} == {200}
    tokens = [answer.json()["access_token"] for answer in answers]
    assert len({check(own, token)["jti"] for token in tokens}) == 60
    names = {"ES256": "swift-crypto", "PS256": "openssl" if signer == "multi-buffer" else signer}
    seen = figures(own)
    assert [name for name in seen if name.startswith("mintmark_signer_info")] == [
        'mintmark_signer_info{signer="%s"}' % names.get(algorithm, signer)
    ]
    assert seen["mintmark_signature_batch_size_sum"] == 60
    assert seen["mintmark_signature_faults_total"] == 0
    assert f"signer={names.get(algorithm, signer)}" in own.logs


def test_a_library_that_is_not_there_is_only_missed_when_it_is_demanded(start, tmp_path):
    missing = str(tmp_path / "nowhere.so")
    own = start(arguments=["--signer-library", missing])
    assert check(own, own.token())
    assert missing in own.logs and "make accelerate" in own.logs
    refused = run("dev", "--signer", "multi-buffer", "--signer-library", missing, "--data-dir", tmp_path / "other")
    assert refused.returncode == 2
    assert missing in refused.stderr and "make accelerate" in refused.stderr and "--signer" in refused.stderr


def test_another_file_is_no_library(tmp_path):
    other = tmp_path / "other.so"
    other.write_text("not a library")
    refused = run("dev", "--signer", "multi-buffer", "--signer-library", other, "--data-dir", tmp_path / "other")
    assert refused.returncode == 2 and str(other) in refused.stderr


def test_an_unknown_signer_is_refused():
    refused = run("check-config", "--signer", "fastest")
    assert refused.returncode == 2 and "multi-buffer" in refused.stderr


def test_token_and_other_requests_in_one_packet_are_answered_in_order(server):
    token = post(form_bytes(server), FORM)
    wrong = post(b"grant_type=client_credentials&client_id=x&client_secret=y", FORM)
    health = b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"
    last = b"GET /none HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    with Connection(server) as connection:
        connection.send(health + token + wrong + health + health + token + last)
        data = b""
        while part := connection.socket.recv(65536):
            data += part
    kinds = re.findall(rb'"access_token"|"status":"ok"|"invalid_client"|HTTP/1.1 404', data.replace(b'": "', b'":"'))
    ok, access = b'"status":"ok"', b'"access_token"'
    assert kinds == [ok, access, b'"invalid_client"', ok, ok, access, b"HTTP/1.1 404"]


def test_a_client_that_closes_its_half_gets_its_token(server):
    with Connection(server) as connection:
        connection.send(post(form_bytes(server), FORM))
        connection.socket.shutdown(1)
        assert connection.answer().startswith(b"HTTP/1.1 200")
        assert connection.socket.recv(1) == b""


def test_malformed_bytes_after_a_request_do_not_spoil_its_answer(server):
    with Connection(server) as connection:
        connection.send(post(form_bytes(server), FORM) + b"\x00\x01\x02 nonsense\r\n\r\n")
        assert connection.answer().startswith(b"HTTP/1.1 200")


def test_the_answer_has_the_headers_of_all_answers(server):
    answer = server.ask()
    other = requests.get(f"{server.url}/healthz", timeout=10)
    for name in ["Date", "Content-Length", "x-request-id", "x-content-type-options"]:
        assert name in answer.headers and name in other.headers
    assert re.fullmatch(r"\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT", answer.headers["Date"])


def test_odd_spellings_of_the_path_are_answered_too(server):
    with Connection(server) as connection:
        connection.send(post(form_bytes(server), FORM, path=f"{server.url}/oauth/token"))
        direct = connection.status()
    assert direct in (200, 404)
    assert server.ask(params={"client_id": "x"}).status_code == 400


def test_metrics_count_each_token_request_once(server):
    def counted():
        names = [name for name in figures(server) if "duration_seconds_count" in name and '"/oauth/token"' in name]
        return sum(figures(server)[name] for name in names)

    before = counted()
    assert server.ask(server.form(client_secret="wrong")).status_code == 401
    assert server.ask(server.form(client_secret=None)).status_code in (400, 401)
    server.token()
    assert counted() == before + 3
