"""The health and reflection services of gRPC, with gRPC's own clients. No token is needed for either."""

import signal
import threading
import time

import grpc
import pytest
import requests
from google.protobuf import descriptor_pb2, descriptor_pool, message_factory
from grpc_health.v1 import health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha import reflection_pb2, reflection_pb2_grpc
from grpc_reflection.v1alpha.proto_reflection_descriptor_database import ProtoReflectionDescriptorDatabase

from mintmark import until

SERVING, NOT_SERVING = health_pb2.HealthCheckResponse.SERVING, health_pb2.HealthCheckResponse.NOT_SERVING
SERVICE_UNKNOWN = health_pb2.HealthCheckResponse.SERVICE_UNKNOWN
SERVICES = ["scalekit.v1.clients.ClientService", "scalekit.v1.organizations.OrganizationService"]


def open_channel(own):
    return grpc.insecure_channel(own.url.removeprefix("http://"))


@pytest.fixture(scope="module")
def channel(server):
    with open_channel(server) as channel:
        yield channel


class Watch(threading.Thread):
    """Follows the health of a service, and notes what it is told."""

    def __init__(self, channel, service="", **options):
        super().__init__(daemon=True)
        self.told, self.end = [], None
        self.call = health_pb2_grpc.HealthStub(channel).Watch(health_pb2.HealthCheckRequest(service=service), **options)
        self.start()

    def run(self):
        try:
            for response in self.call:
                self.told.append(response.status)
        except grpc.RpcError as error:
            self.end = error.code()


def test_check_and_list(channel):
    stub = health_pb2_grpc.HealthStub(channel)
    for service in ["", *SERVICES]:
        assert stub.Check(health_pb2.HealthCheckRequest(service=service), timeout=10).status == SERVING
    with pytest.raises(grpc.RpcError) as caught:
        stub.Check(health_pb2.HealthCheckRequest(service="nothing"), timeout=10)
    assert caught.value.code() == grpc.StatusCode.NOT_FOUND
    statuses = stub.List(health_pb2.HealthListRequest(), timeout=10).statuses
    assert {name: status.status for name, status in statuses.items()} == {name: SERVING for name in ["", *SERVICES]}


def test_watch_tells_of_every_change_and_of_the_end(start):
    own = start()
    with open_channel(own) as channel:
        whole, service, unknown = Watch(channel), Watch(channel, SERVICES[0]), Watch(channel, "nothing")
        for watch, status in [(whole, SERVING), (service, SERVING), (unknown, SERVICE_UNKNOWN)]:
            until(lambda: watch.told == [status], what="the first status")
        # The store is gone, and comes back.
        file = next(own.data.glob("*.sqlite*"))
        away = file.with_name("away")
        file.rename(away)
        until(lambda: whole.told == service.told == [SERVING, NOT_SERVING], what="the bad news")
        assert requests.get(f"{own.url}/readyz", timeout=10).status_code == 503
        away.rename(file)
        until(lambda: whole.told == service.told == [SERVING, NOT_SERVING, SERVING], what="the good news")
        assert requests.get(f"{own.url}/readyz", timeout=10).status_code == 200
        assert unknown.told == [SERVICE_UNKNOWN] and unknown.end is None
        own.process.send_signal(signal.SIGTERM)
        assert own.process.wait(5) == 0
        for watch in [whole, service, unknown]:
            watch.join(5)
            assert watch.end == grpc.StatusCode.UNAVAILABLE
        assert whole.told[-1] == NOT_SERVING


def test_watchers_that_go_away_leave_nothing_behind(start):
    """There are places for a thousand; each is given back when its watcher leaves, in whatever way."""
    own = start()
    for round_ in range(15):
        with open_channel(own) as channel:
            watches = [Watch(channel) for _ in range(90)]
            for watch in watches:
                until(lambda: watch.told == [SERVING], what="the first status")
            if round_ % 2:
                for watch in watches:
                    watch.call.cancel()
    assert own.stop() == 0


def test_a_watch_ends_with_its_deadline(channel):
    began = time.monotonic()
    watch = Watch(channel, timeout=1.5)
    watch.join(10)
    assert watch.told == [SERVING] and watch.end == grpc.StatusCode.DEADLINE_EXCEEDED
    assert 1 < time.monotonic() - began < 5


def reflect(channel, *requests_):
    return list(reflection_pb2_grpc.ServerReflectionStub(channel).ServerReflectionInfo(iter(requests_), timeout=10))


def test_reflection_describes_all_services(channel):
    database = ProtoReflectionDescriptorDatabase(channel)
    names = list(database.get_services())
    assert names == sorted([
        *SERVICES, "grpc.health.v1.Health", "grpc.reflection.v1.ServerReflection",
        "grpc.reflection.v1alpha.ServerReflection"])
    pool = descriptor_pool.DescriptorPool(database)
    methods = {name: [method.name for method in pool.FindServiceByName(name).methods] for name in names}
    assert methods[SERVICES[0]][0] == "CreateOrganizationClient" and len(methods[SERVICES[0]]) == 7
    assert len(methods[SERVICES[1]]) == 7 and set(methods["grpc.health.v1.Health"]) == {"Check", "List", "Watch"}


def test_every_described_method_is_served(channel):
    """What reflection tells and what the server answers are two lists; they must be one."""
    database = ProtoReflectionDescriptorDatabase(channel)
    pool = descriptor_pool.DescriptorPool(database)
    for name in database.get_services():
        for method in pool.FindServiceByName(name).methods:
            call = channel.stream_stream(f"/{name}/{method.name}")
            try:
                list(call(iter([b""]), timeout=0.5))
            except grpc.RpcError as error:
                assert error.code() != grpc.StatusCode.UNIMPLEMENTED, method.full_name


def test_a_client_made_of_nothing_but_reflection(server, channel):
    """As grpcurl works: the messages are made from what the server tells of itself."""
    pool = descriptor_pool.DescriptorPool(ProtoReflectionDescriptorDatabase(channel))
    method = pool.FindServiceByName(SERVICES[1]).FindMethodByName("ListOrganization")
    request = message_factory.GetMessageClass(method.input_type)(page_size=5)
    answer = message_factory.GetMessageClass(method.output_type)
    call = channel.unary_unary(
        f"/{SERVICES[1]}/ListOrganization", request_serializer=lambda m: m.SerializeToString(),
        response_deserializer=answer.FromString)
    bearer = ("authorization", f"Bearer {server.environment_token()}")
    found = call(request, metadata=[bearer], timeout=10).organizations
    assert server.credentials["organization_id"] in [each.id for each in found]


def test_reflection_by_file_and_by_symbol(channel):
    Request = reflection_pb2.ServerReflectionRequest
    found = {
        "scalekit.v1.clients.ClientService": "scalekit/v1/clients/clients.proto",
        "scalekit.v1.clients.ClientService.GetOrganizationClient": "scalekit/v1/clients/clients.proto",
        "scalekit.v1.clients.M2MClient.client_id": "scalekit/v1/clients/clients.proto",
        "scalekit.v1.clients.INACTIVE": "scalekit/v1/clients/clients.proto",
        "scalekit.v1.errdetails.ErrorInfo": "scalekit/v1/errdetails/errdetails.proto",
        "google.protobuf.Timestamp": "google/protobuf/timestamp.proto",
        "google.rpc.Status": "google/rpc/status.proto",
    }
    # All in one call: the answers come in the order of the questions.
    answers = reflect(channel, *[Request(host="h", file_containing_symbol=symbol) for symbol in found])
    for (symbol, file), answer in zip(found.items(), answers, strict=True):
        assert answer.valid_host == "h" and answer.original_request.file_containing_symbol == symbol
        files = [
            descriptor_pb2.FileDescriptorProto.FromString(each)
            for each in answer.file_descriptor_response.file_descriptor_proto
        ]
        assert files[0].name == file
        # Whatever they import comes along.
        assert {name for each in files for name in each.dependency} <= {each.name for each in files}
    by_name, missing, symbol, extensions, none, nothing = reflect(
        channel, Request(file_by_filename="scalekit/v1/clients/clients.proto"), Request(file_by_filename="none.proto"),
        Request(file_containing_symbol="mintmark.descriptors.Named"),
        Request(all_extension_numbers_of_type="google.rpc.Status"),
        Request(file_containing_extension={"containing_type": "google.rpc.Status", "extension_number": 5}), Request())
    assert by_name.file_descriptor_response == answers[0].file_descriptor_response
    assert extensions.all_extension_numbers_response.base_type_name == "google.rpc.Status"
    for answer in [missing, symbol, none]:
        assert answer.error_response.error_code == grpc.StatusCode.NOT_FOUND.value[0]
    assert nothing.error_response.error_code == grpc.StatusCode.INVALID_ARGUMENT.value[0]


def test_reflection_answers_each_question_before_the_next_is_asked(channel):
    asked, answers = threading.Semaphore(0), []

    def questions():
        for _ in range(3):
            yield reflection_pb2.ServerReflectionRequest(list_services="")
            assert asked.acquire(timeout=10)

    for answer in reflection_pb2_grpc.ServerReflectionStub(channel).ServerReflectionInfo(questions(), timeout=20):
        answers.append(answer)
        asked.release()
    assert len(answers) == 3


def test_both_names_of_reflection_answer_alike(channel):
    request = reflection_pb2.ServerReflectionRequest(file_by_filename="google/rpc/status.proto").SerializeToString()
    answers = [
        list(channel.stream_stream(f"/grpc.reflection.{version}.ServerReflection/ServerReflectionInfo")(
            iter([request]), timeout=10))
        for version in ["v1", "v1alpha"]
    ]
    assert answers[0] == answers[1] != []


def test_a_stream_that_breaks_off_or_sends_nonsense(channel):
    path = "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo"
    with pytest.raises(grpc.RpcError) as caught:
        list(channel.stream_stream(path)(iter([b"\xff\xff"]), timeout=10))
    assert caught.value.code() == grpc.StatusCode.INVALID_ARGUMENT
    with pytest.raises(grpc.RpcError) as caught:
        list(channel.stream_stream(path)(iter([b"x" * 70_000]), timeout=10))
    assert caught.value.code() == grpc.StatusCode.RESOURCE_EXHAUSTED
    with pytest.raises(grpc.RpcError) as caught:
        list(channel.stream_stream("/grpc.health.v1.Health/Watch")(iter([]), timeout=10))
    assert caught.value.code() == grpc.StatusCode.INTERNAL
