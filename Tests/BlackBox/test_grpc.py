"""The gRPC encoding of the management API, as far as the SDK does not reach it."""

import base64
import socket
import struct

import grpc
import pytest
import requests
from google.rpc import status_pb2
from grpc_status import rpc_status
from scalekit.v1.clients.clients_pb2 import DeleteOrganizationClientRequest
from scalekit.v1.clients.clients_pb2_grpc import ClientServiceStub
from scalekit.v1.errdetails.errdetails_pb2 import ErrorInfo
from scalekit.v1.organizations.organizations_pb2 import (
    CreateOrganization,
    CreateOrganizationRequest,
    ListOrganizationsRequest,
    ListOrganizationsResponse,
    UpdateOrganization,
    UpdateOrganizationRequest,
)
from scalekit.v1.organizations.organizations_pb2_grpc import OrganizationServiceStub

from mintmark import until

SERVICE = "/scalekit.v1.organizations.OrganizationService"
LIST = f"{SERVICE}/ListOrganization"


@pytest.fixture(scope="module")
def channel(server):
    """A connection of HTTP/2 without TLS, which begins with the preface."""
    with grpc.insecure_channel(server.url.removeprefix("http://")) as channel:
        yield channel


@pytest.fixture
def stub(channel):
    return OrganizationServiceStub(channel)


@pytest.fixture
def bearer(server):
    return ("authorization", f"Bearer {server.environment_token()}")


def refusal(call, *arguments, **options):
    with pytest.raises(grpc.RpcError) as caught:
        call(*arguments, **options, timeout=options.pop("timeout", 10))
    return caught.value


def test_a_missing_or_bad_token_is_unauthenticated(stub):
    for metadata in [[], [("authorization", "Bearer nonsense")], [("authorization", "Basic eDp5")]]:
        error = refusal(stub.ListOrganization, ListOrganizationsRequest(), metadata=metadata)
        assert error.code() == grpc.StatusCode.UNAUTHENTICATED
        status = rpc_status.from_call(error)
        info = ErrorInfo()
        assert status.message == error.details() and status.details[0].Unpack(info)
        assert info.error_code == "UNAUTHENTICATED" and info.request_info.request_id


def test_one_good_authorization_of_several_is_enough(stub, bearer):
    stale = ("authorization", "Bearer nonsense")
    joined = ("authorization", f"Bearer nonsense,{bearer[1]}")
    for metadata in [[bearer, stale], [stale, bearer], [joined]]:
        assert stub.ListOrganization(ListOrganizationsRequest(), metadata=metadata, timeout=10).total_size >= 1


def test_too_little_scope_and_a_customers_token_are_permission_denied(server, management, stub):
    made = management.make("/clients", name="weak", scopes=["clients:read"])
    weak = server.token(client_id=made["client"]["client_id"], client_secret=made["plain_secret"])
    for token in [weak, server.token()]:
        error = refusal(stub.ListOrganization, ListOrganizationsRequest(), metadata=[("authorization", f"Bearer {token}")])
        assert error.code() == grpc.StatusCode.PERMISSION_DENIED
    events = management.get("/audit-events", params={"action": "management.refused", "page_size": 100})
    assert events.status_code == 200


def test_a_refused_call_is_in_the_audit_log_as_that_by_rest_is(server, management, organization, channel):
    """C9: who was refused, and on whose organization and client."""
    weak = management.make("/clients", name="weak", scopes=["audit:read"])
    token = server.token(client_id=weak["client"]["client_id"], client_secret=weak["plain_secret"])
    owner = organization.rsplit("/", 1)[1]
    client = management.make(f"{organization}/clients", name="target")["client"]["client_id"]
    with pytest.raises(grpc.RpcError):
        ClientServiceStub(channel).DeleteOrganizationClient(
            DeleteOrganizationClientRequest(organization_id=owner, client_id=client),
            metadata=[("authorization", f"Bearer {token}")], timeout=10)
    refused = requests.delete(
        f"{server.url}/api/v1{organization}/clients/{client}", headers={"Authorization": f"Bearer {token}"}, timeout=10)
    assert refused.status_code == 403

    def events():
        found = management.get("/audit-events", params={
            "action": "management.refused", "actor": weak["client"]["client_id"], "page_size": 100}).json()["audit_events"]
        return found if len(found) == 2 else None

    first, second = sorted(until(events, what="both events"), key=lambda event: event["subject"])
    assert first["subject"] == "DELETE /api/v1/organizations/{organization_id}/clients/{client_id}"
    assert second["subject"] == "POST /scalekit.v1.clients.ClientService/DeleteOrganizationClient"
    for event in [first, second]:
        assert (event["organization_id"], event["client_id"]) == (owner, client)
    own = {"sequence", "id", "time", "create_time", "subject", "request_id", "code", "mark", "authentication_code"}
    assert {k: v for k, v in first.items() if k not in own} == {k: v for k, v in second.items() if k not in own}


def test_every_other_method_is_unimplemented(channel, bearer):
    for path in ["/scalekit.v1.users.UserService/ListUsers", "/keys", "/api/v1/organizations", "/oauth/token"]:
        call = channel.unary_unary(path)
        assert refusal(call, b"", metadata=[bearer]).code() == grpc.StatusCode.UNIMPLEMENTED


def test_a_message_that_is_none_and_one_that_is_too_large(channel, bearer):
    call = channel.unary_unary(LIST)
    assert refusal(call, b"\xff\xff\xff", metadata=[bearer]).code() == grpc.StatusCode.INVALID_ARGUMENT
    error = refusal(call, b"\x12" + b"\x80\x80\x08" + b"x" * 131072, metadata=[bearer])
    assert error.code() == grpc.StatusCode.RESOURCE_EXHAUSTED


def test_compressed_messages_are_unimplemented(stub, bearer):
    error = refusal(
        stub.CreateOrganization, CreateOrganizationRequest(organization=CreateOrganization(display_name="z" * 150)),
        metadata=[bearer], compression=grpc.Compression.Gzip)
    assert error.code() == grpc.StatusCode.UNIMPLEMENTED


def test_a_message_with_other_letters_arrives_whole(stub, bearer):
    error = refusal(
        stub.CreateOrganization, CreateOrganizationRequest(organization=CreateOrganization(display_name="é" * 300)),
        metadata=[bearer])
    assert error.code() == grpc.StatusCode.INVALID_ARGUMENT and "300" in error.details()


def test_an_update_mask_clears_what_is_not_sent(stub, bearer):
    made = stub.CreateOrganization(
        CreateOrganizationRequest(organization=CreateOrganization(display_name="masked", slug="s")),
        metadata=[bearer], timeout=10).organization
    request = UpdateOrganizationRequest(id=made.id, organization=UpdateOrganization(display_name="not named"))
    request.update_mask.paths.append("slug")
    changed = stub.UpdateOrganization(request, metadata=[bearer], timeout=10).organization
    assert (changed.display_name, changed.HasField("slug")) == ("masked", False)


def test_health(channel):
    call = channel.unary_unary("/grpc.health.v1.Health/Check")
    assert call(b"", timeout=10) == b"\x08\x01"
    assert refusal(call, b"\x0a\x01x").code() == grpc.StatusCode.NOT_FOUND


def test_a_method_is_not_for_browsers(server):
    assert requests.post(server.url + LIST, json={}, timeout=10).status_code == 415
    assert requests.get(server.url + LIST, timeout=10).status_code in (404, 405)


# What other SDKs send, in bytes. The headers are literals without indexing (RFC 7541 §6.2.2), so no tables are needed.


def frame(kind, flags, stream, payload=b""):
    return struct.pack(">I", len(payload))[1:] + bytes([kind, flags]) + struct.pack(">I", stream) + payload


def literal(name, value):
    name, value = name.encode(), value.encode()
    assert len(name) < 127 and len(value) < 127
    return b"\x00" + bytes([len(name)]) + name + bytes([len(value)]) + value


class RawConnection:
    def __init__(self, url):
        host, port = url.removeprefix("http://").split(":")
        self.socket = socket.create_connection((host, int(port)), timeout=10)
        self.socket.sendall(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + frame(4, 0, 0))

    def request(self, stream, fields, message=b""):
        headers = b"".join(
            literal(name, value)
            for name, value in [
                (":method", "POST"), (":scheme", "http"), (":path", LIST), (":authority", "localhost"),
                ("te", "trailers"), ("content-type", "application/grpc+proto"), *fields,
            ]
        )
        body = b"\x00" + struct.pack(">I", len(message)) + message
        self.socket.sendall(frame(1, 4, stream, headers) + frame(0, 1, stream, body))

    def frames(self):
        reader = self.socket.makefile("rb")
        while head := reader.read(9):
            yield head[3], head[4], struct.unpack(">I", head[5:9])[0], reader.read(int.from_bytes(head[:3], "big"))


def test_what_node_sends_without_tls(server):
    """HTTP/2 with prior knowledge, application/grpc+proto, the first call without a token."""
    connection = RawConnection(server.url)
    connection.request(1, [("grpc-timeout", "20000m")])
    seen = []
    for kind, flags, stream, _ in connection.frames():
        if stream == 1:
            seen.append((kind, flags & 1))
            if flags & 1:
                break
    # Headers, and trailers that end the stream.
    assert seen == [(1, 0), (1, 1)]
    connection.socket.close()


def test_pings_are_answered_and_end_nothing(server):
    connection = RawConnection(server.url)
    for number in range(20):
        connection.socket.sendall(frame(6, 0, 0, struct.pack(">Q", number)))
    answered = 0
    for kind, flags, _, _ in connection.frames():
        assert kind != 7, "GOAWAY"
        answered += (kind, flags) == (6, 1)
        if answered == 20:
            break
    connection.socket.close()


def test_a_preface_and_a_request_that_do_not_go_on_are_cut_off(server):
    host, port = server.url.removeprefix("http://").split(":")
    for beginning in [b"PRI * HT", b"\x16\x03\x01", b"P"]:
        with socket.create_connection((host, int(port)), timeout=10) as slow:
            slow.sendall(beginning)
            try:
                while slow.recv(1024):
                    pass
            except ConnectionResetError:
                pass
    connection = RawConnection(server.url)
    connection.socket.sendall(frame(1, 4, 1, b"".join([
        literal(":method", "POST"), literal(":scheme", "http"), literal(":path", "/oauth/token"),
        literal(":authority", "localhost")])))
    # RST_STREAM, since the body never comes.
    assert any(kind == 3 for kind, _, _, _ in connection.frames())
    connection.socket.close()


def test_what_go_sends_without_tls(server, bearer):
    """HTTP/1.1 with TE: trailers; the status follows the body in the trailers of its chunks."""
    host, port = server.url.removeprefix("http://").split(":")
    request = (
        f"POST {LIST} HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/grpc\r\nTE: trailers\r\n"
        f"Authorization: {bearer[1]}\r\nContent-Length: 5\r\n\r\n"
    ).encode() + bytes(5)
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        connection.sendall(request)
        answer = b""
        while not answer.endswith(b"grpc-status: 0\r\n\r\n"):
            received = connection.recv(65536)
            assert received, answer
            answer += received
    head, _, rest = answer.partition(b"\r\n\r\n")
    assert b"transfer-encoding: chunked" in head.lower()
    size, _, rest = rest.partition(b"\r\n")
    message = rest[5 : int(size, 16)]
    assert ListOrganizationsResponse.FromString(message).total_size >= 1


def trailers_in_http_1(server, *fields):
    host, port = server.url.removeprefix("http://").split(":")
    lines = [
        f"POST {LIST} HTTP/1.1", f"Host: {host}", "Content-Type: application/grpc", "Content-Length: 5", "TE: trailers",
        "Connection: close", *fields, "", "",
    ]
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        connection.sendall("\r\n".join(lines).encode() + bytes(5))
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    head, _, rest = answer.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200") and rest.startswith(b"0\r\n")
    return dict(line.split(": ", 1) for line in rest.decode().splitlines()[1:] if line)


def test_errors_in_http_1(server):
    trailers = trailers_in_http_1(server)
    assert trailers["grpc-status"] == "16"
    assert status_pb2.Status.FromString(base64.b64decode(trailers["grpc-status-details-bin"])).code == 16


def test_a_deadline_that_is_over_is_kept_to(server, bearer):
    """grpcio gives up by itself, so this one is not asked."""
    late = trailers_in_http_1(server, "grpc-timeout: 1n", f"Authorization: {bearer[1]}")
    assert late["grpc-status"] == "4"
    assert trailers_in_http_1(server, "grpc-timeout: soon")["grpc-status"] == "3"
