import Benchmark
import JOSE
import OAuthCore
import Signers
import TokenPathFixture
import TokenService

/// The parts of a token request, each by itself, as the token path calls them.
let benchmarks: @Sendable () -> Void = {
    Benchmark.defaultConfiguration = .init(
        metrics: [.cpuTotal, .wallClock, .throughput], warmupIterations: 3, scalingFactor: .kilo,
        maxDuration: .seconds(2), maxIterations: 10_000)
    guard let fixture = try? TokenPathFixture(signer: nil), let token = fixture.prepare() else {
        fatalError("the fixture gives no token")
    }
    let secret = "acme_live_0123456789abcdefghijklmnopqrstuv000000"
    let payload = [UInt8](repeating: 0x61, count: 420)
    let signature = [UInt8](repeating: 0x5A, count: 256)
    var encoded: [UInt8] = []
    Base64URL.append(payload, to: &encoded)
    let text = encoded
    let json = Array(#"{"alg":"RS256","kid":"snk_98000000000000001","typ":"at+jwt"}"#.utf8)
    var header: [UInt8] = []
    Base64URL.append(json, to: &header)
    let compact = CompactJWS.compact(
        signingInput: header + [UInt8(ascii: ".")] + text, signature: signature)

    func measure(_ name: String, _ work: @escaping @Sendable () -> Void) {
        Benchmark(name) { benchmark in
            for _ in benchmark.scaledIterations { work() }
        }
    }
    measure("form: parse") { blackHole(try? FormParameters(fixture.request.body)) }
    measure("secret: digest") { blackHole(fixture.hasher.digest(ofPresented: secret.utf8)) }
    measure("client: look-up") { blackHole(fixture.clients.lookup(fixture.client)) }
    measure("JSON: parse a header") { blackHole(try? JSONParser.parse(json)) }
    measure("JWS: build") { blackHole(CompactJWS.compact(signingInput: text, signature: signature)) }
    measure("JWS: take apart") { blackHole(try? CompactJWS(compact)) }
    measure("base64url: encode 420 bytes") {
        var output: [UInt8] = []
        Base64URL.append(payload, to: &output)
        blackHole(output)
    }
    measure("base64url: decode 560 characters") { blackHole(try? Base64URL.decode(text)) }
    measure("token: all but the signature") { blackHole(fixture.prepare()) }
    measure("token: the response") { blackHole(fixture.endpoint.sign(token)) }
}
