"""An API that knows nothing about tokens. It must be reachable through nginx only."""

import http.server
import json
import os


class API(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        body = json.dumps({
            "client_id": self.headers["X-Client-Id"],
            "organization_id": self.headers["X-Organization-Id"],
            "scopes": self.headers.get("X-Scopes", "").split(),
        }).encode()
        self.send_response(200 if self.path.split("?")[0] == "/api/data" else 404)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


http.server.ThreadingHTTPServer(("127.0.0.1", int(os.environ["API_PORT"])), API).serve_forever()
