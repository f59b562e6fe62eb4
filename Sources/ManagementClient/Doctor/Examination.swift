import JOSE
package import OAuthCore

/// Checks a running installation from outside, as its clients and validators see it.
package struct Examination: Sendable {
    private let settings: ConnectionSettings
    private let transport: any Transport
    private let clock: any WallClock

    package init(_ settings: ConnectionSettings, over transport: any Transport, clock: any WallClock) {
        self.settings = settings
        self.transport = transport
        self.clock = clock
    }

    /// All findings, in the order of the checks. A check that cannot be made is a finding, too.
    package func findings() async -> [Finding] {
        var findings = [await readiness()]
        guard findings[0].grade != .bad || findings[0].result.hasPrefix("not ready") else { return findings }
        findings.append(await metadata())
        findings.append(await keys())
        findings += await token()
        findings.append(await signer())
        return findings
    }

    private func get(_ path: String) async throws -> TransportResponse {
        try await transport.send(TransportRequest("GET", settings.issuer.url(path)))
    }

    private func readiness() async -> Finding {
        do {
            let response = try await get("/readyz")
            guard response.isSuccess else {
                let reason = response.document?["reason"]?.string ?? "status \(response.status)"
                return Finding(
                    "ready", .bad, "not ready: \(reason)",
                    advice: "known clients still get tokens; look at the disk or the database of the store")
            }
            return Finding("ready", .good, "the server answers and its store can be written")
        } catch {
            return Finding(
                "ready", .bad, settings.explained(error).description,
                advice: "check that the server runs, and DNS, firewall, proxy and certificate on the way to it")
        }
    }

    private func metadata() async -> Finding {
        do {
            let response = try await get("/.well-known/oauth-authorization-server")
            guard let issuer = response.document?["issuer"]?.string else {
                return Finding(
                    "issuer", .bad, "there is no metadata: status \(response.status)",
                    advice: "let the proxy pass /.well-known/ on unchanged")
            }
            guard issuer == settings.issuer.description else {
                return Finding(
                    "issuer", .bad, "the server says \(issuer), and was reached as \(settings.issuer)",
                    advice: "set issuer to the public URL: validators compare it byte for byte with iss")
            }
            return clockFinding(response) ?? Finding("issuer", .good, "\(issuer), clocks agree")
        } catch {
            return Finding("issuer", .bad, settings.explained(error).description)
        }
    }

    /// Something is wrong when the clocks differ by more than what validators allow for.
    private func clockFinding(_ response: TransportResponse) -> Finding? {
        guard let date = response.header("date"), let seconds = HTTPDate.time(date)?.seconds else {
            return Finding(
                "clock", .warning, "the server's answers carry no Date", advice: "let the proxy pass Date on")
        }
        let difference = seconds - clock.now().seconds
        guard abs(difference) > 5 else { return nil }
        return Finding(
            "clock", .bad,
            "the server's clock is \(abs(difference)) s \(difference > 0 ? "ahead" : "behind") of this one",
            advice: "run NTP on both machines: tokens from the future are refused")
    }

    private func keys() async -> Finding {
        do {
            let response = try await get("/keys")
            let keys = response.document?["keys"]?.array ?? []
            guard keys.count >= 2 else {
                return Finding(
                    "keys", .bad, "/keys shows \(keys.count) keys; there must be one that signs and one announced",
                    advice: "look for a cache or a rewrite in the proxy; mintmark key list tells what the server has")
            }
            guard response.header("cache-control")?.contains("max-age") == true else {
                return Finding(
                    "keys", .warning, "/keys comes without Cache-Control",
                    advice: "let the proxy pass it on: validators follow it")
            }
            return Finding("keys", .good, "\(keys.count) keys are published")
        } catch {
            return Finding("keys", .bad, settings.explained(error).description)
        }
    }

    private func token() async -> [Finding] {
        let endpoint = TokenEndpoint(of: settings.issuer, over: transport)
        let request = TokenRequest(settings.credentials, scopes: [], audience: [])
        do {
            var times: [Duration] = []
            for _ in 0..<5 {
                let start = ContinuousClock.now
                _ = try await endpoint.token(request)
                times.append(ContinuousClock.now - start)
            }
            let median = times.sorted()[times.count / 2]
            let text = "a token takes \(median.milliseconds) ms from here"
            guard median < .milliseconds(500) else {
                return [
                    Finding(
                        "token", .warning, text,
                        advice: "compare with a request from the server itself to find the way in between")
                ]
            }
            return [Finding("token", .good, text)]
        } catch {
            let failure = settings.explained(error)
            return [
                Finding("token", .bad, failure.description, advice: "give the credentials of an environment client")
            ]
        }
    }

    private func signer() async -> Finding {
        guard let response = try? await get("/metrics"), response.isSuccess else {
            return Finding("signer", .warning, "/metrics cannot be read from here", advice: "ask at the server itself")
        }
        let text = String(decoding: response.body, as: UTF8.self)
        let line = text.split(separator: "\n").first { $0.hasPrefix("mintmark_signer_info{") }
        let labels = line?.split(separator: "{").last?.prefix { $0 != "}" } ?? "unknown"
        guard labels.contains("swift-crypto"), labels.contains("RS256") else {
            return Finding("signer", .good, String(labels))
        }
        return Finding(
            "signer", .warning, String(labels),
            advice: "RSA signs half as fast as it could: leave the setting signer at auto, or use ES256")
    }
}
