// Calls the management API by gRPC with Node's own http2, framed as connect-node does, on which the Node SDK of this
// market is built: the first call without a token, application/grpc+proto, HTTP/2 without TLS or with ALPN.
// Argument: URL. MINTMARK_TOKEN has the token; NODE_EXTRA_CA_CERTS what to trust.
const assert = require("node:assert");
const http2 = require("node:http2");

const session = http2.connect(process.argv[2]);
const service = "/scalekit.v1.organizations.OrganizationService";

function call(path, token, message = Buffer.alloc(0)) {
  const frame = Buffer.concat([Buffer.alloc(5), message]);
  frame.writeUInt32BE(message.length, 1);
  return new Promise((resolve, reject) => {
    const stream = session.request({
      ":method": "POST", ":path": path, "content-type": "application/grpc+proto", te: "trailers",
      "grpc-timeout": "20000m", "grpc-accept-encoding": "gzip,br", "user-agent": "connect-es/2.0",
      ...(token && { authorization: `Bearer ${token}` }),
    });
    const chunks = [];
    let headers, trailers;
    stream.on("response", (fields) => (headers = fields));
    stream.on("trailers", (fields) => (trailers = fields));
    stream.on("data", (chunk) => chunks.push(chunk));
    stream.on("error", reject);
    stream.on("close", () => {
      try {
        assert.equal(headers[":status"], 200);
        assert.match(headers["content-type"], /^application\/grpc/);
        const details = Buffer.from(trailers["grpc-status-details-bin"] ?? "", "base64").toString();
        const body = Buffer.concat(chunks);
        if (body.length) assert.equal(body.readUInt32BE(1), body.length - 5);
        resolve({ status: Number(trailers["grpc-status"]), details, message: body.subarray(5) });
      } catch (error) {
        reject(error);
      }
    });
    stream.end(frame);
  });
}

// A field of bytes: its number, its length, and they.
const field = (number, value) => Buffer.concat([Buffer.from([(number << 3) | 2, value.length]), value]);

async function main() {
  const token = process.env.MINTMARK_TOKEN;
  const refused = async (code, name, ...call_) => {
    const { status, details } = await call(...call_);
    assert.equal(status, code);
    assert.ok(details.includes(name), details);
  };
  await refused(16, "UNAUTHENTICATED", `${service}/ListOrganization`);
  await refused(3, "INVALID_ARGUMENT", `${service}/CreateOrganization`, token);
  await refused(12, "UNIMPLEMENTED", "/scalekit.v1.users.UserService/ListUsers", token);
  const made = await call(`${service}/CreateOrganization`, token, field(1, field(4, Buffer.from("Größe von Node"))));
  assert.equal(made.status, 0);
  assert.ok(made.message.includes("Größe von Node"));
  // Many at once on one connection.
  const lists = await Promise.all(Array.from({ length: 50 }, () => call(`${service}/ListOrganization`, token)));
  assert.ok(lists.every(({ status, message }) => status === 0 && message.length > 0));
  session.close();
  console.log("ok");
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
