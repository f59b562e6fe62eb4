"""An OpenTelemetry collector that keeps what it gets, and can misbehave."""

import http.server
import socketserver
import threading
import time

from opentelemetry.proto.collector.metrics.v1.metrics_service_pb2 import ExportMetricsServiceRequest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest, ExportTraceServiceResponse


class Collector:
    """Listens on a free port. `status` and `delay` change how it answers."""

    def __init__(self, port=0):
        self.bodies, self.requests = [], []  # (path, bytes) taken; (path, headers, time) of all
        self.status, self.delay, self.headers = 200, 0, {}
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                outer.requests.append((self.path, dict(self.headers), time.monotonic()))
                time.sleep(outer.delay)
                if outer.status == 200:
                    outer.bodies.append((self.path, body))
                answer = ExportTraceServiceResponse().SerializeToString()
                self.send_response(outer.status)
                self.send_header("Content-Type", "application/x-protobuf")
                for name, value in outer.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *_):
                pass

        class Threaded(socketserver.ThreadingMixIn, http.server.HTTPServer):
            daemon_threads = True
            allow_reuse_address = True

            def handle_error(self, request, client_address):
                pass  # the server may be gone before a slow answer is ready

        self.http = Threaded(("127.0.0.1", port), Handler)
        self.url = f"http://127.0.0.1:{self.http.server_port}"
        threading.Thread(target=self.http.serve_forever, daemon=True).start()

    def stop(self):
        self.http.shutdown()
        self.http.server_close()

    def messages(self, path, kind):
        for place, body in list(self.bodies):
            if place == path:
                message = kind()
                message.ParseFromString(body)
                yield message

    @property
    def resource_spans(self):
        return [r for m in self.messages("/v1/traces", ExportTraceServiceRequest) for r in m.resource_spans]

    @property
    def spans(self):
        return [span for r in self.resource_spans for s in r.scope_spans for span in s.spans]

    def trace(self, trace_id):
        return [span for span in self.spans if span.trace_id.hex() == trace_id]

    @property
    def metrics(self):
        """Of the last message, by name."""
        messages = list(self.messages("/v1/metrics", ExportMetricsServiceRequest))
        return {m.name: m for r in (messages[-1].resource_metrics if messages else []) for s in r.scope_metrics for m in s.metrics}


def attributes(of):
    """The attributes of a span, a resource or a data point."""
    return {a.key: getattr(a.value, a.value.WhichOneof("value")) for a in of.attributes}
