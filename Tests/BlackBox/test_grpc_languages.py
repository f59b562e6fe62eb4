"""gRPC as programs in Go, Java and Node speak it, with their own libraries, as far as Debian has them.

The SDKs of this market for these languages cannot be had here. They are built on connect-go, connect-node and grpc-netty:
grpc-netty itself runs, and for the other two the HTTP library that they are built on, with calls framed as they do."""

import os
import pathlib
import shutil
import subprocess

import pytest

from mintmark import Server, environment

HERE = pathlib.Path(__file__).parent
DESCRIPTORS = HERE.parents[1] / "Sources/CDocuments/descriptors.binpb"
JARS = [
    "grpc-api", "grpc-context", "grpc-core", "grpc-netty", "grpc-stub", "guava", "netty-buffer", "netty-codec",
    "netty-codec-http", "netty-codec-http2", "netty-common", "netty-handler", "netty-resolver", "netty-transport", "perfmark-api",
    "netty-tcnative",
]


@pytest.fixture(scope="module", params=["plain", "tls"])
def own(request, tmp_path_factory):
    running = Server(tmp_path_factory.mktemp(request.param), arguments=["--tls"] if request.param == "tls" else [])
    running.authority = str(running.data / "tls-ca.pem")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("REQUESTS_CA_BUNDLE", running.authority)
        running.bearer = running.environment_token()
    yield running
    running.stop()


def build(command, **options):
    result = subprocess.run(command, capture_output=True, text=True, timeout=300, **options)
    assert result.returncode == 0, result.stdout + result.stderr


def runs(own, *command, **env):
    result = subprocess.run(
        [*map(str, command)], env=environment({"MINTMARK_TOKEN": own.bearer, **env}), capture_output=True, text=True, timeout=60)
    assert result.stdout == "ok\n", result.stdout + result.stderr


@pytest.fixture(scope="module")
def go(tmp_path_factory):
    folder = tmp_path_factory.mktemp("go")
    env = environment({"GO111MODULE": "off", "GOPATH": "/usr/share/gocode", "GOCACHE": os.environ.get("GOCACHE", str(folder / "cache"))})
    build(["go", "build", "-o", folder / "calls", HERE / "sdk/go/main.go"], env=env)
    return folder / "calls"


@pytest.mark.parametrize("transport", ["grpc-go", "net-http", "net-http-h2c"])
def test_go(own, go, transport):
    if transport == "net-http-h2c" and own.url.startswith("https:"):
        pytest.skip("this is HTTP/2 without TLS")
    runs(own, go, transport, own.url, DESCRIPTORS, SSL_CERT_FILE=own.authority)


@pytest.fixture(scope="module")
def java(tmp_path_factory):
    folder = tmp_path_factory.mktemp("java")
    path = ":".join(["/usr/share/java/" + jar + ".jar" for jar in JARS] + [str(folder)])
    build(["javac", "-encoding", "UTF-8", "-cp", path, "-d", folder, HERE / "sdk/java/Calls.java"])
    # netty of Debian has ALPN by OpenSSL alone, and looks for it under another name than Debian's.
    [library] = pathlib.Path("/usr/lib").glob("*/jni/libnetty-tcnative.so")
    shutil.copy(library, folder / "libnetty_tcnative.so")
    return ["java", "-Dfile.encoding=UTF-8", f"-Djava.library.path={folder}", "-cp", path, "Calls"]


def test_java(own, java):
    runs(own, *java, own.url, own.authority)


def test_node(own):
    runs(own, "node", HERE / "sdk/node/calls.js", own.url, NODE_EXTRA_CA_CERTS=own.authority)
