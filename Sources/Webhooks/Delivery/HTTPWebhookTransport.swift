import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

/// Carries messages by HTTP/1.1.
///
/// The address that was checked is the address that is connected to: the name is looked up once, and the HTTP client is
/// told the outcome, while the name stays in the Host header, in SNI and in the check of the certificate. So a name whose
/// address changes between the check and the connection (DNS rebinding) gains nothing.
package struct HTTPWebhookTransport: WebhookTransport {
    /// How many addresses of a name are tried.
    private static let maximumAddresses = 3

    private let rule: DestinationRule
    private let lookup: any AddressLookup
    /// For name, connection and answer together, in seconds.
    private let timeout: Int64
    private let trust: AdditionalTrust?

    package init(
        rule: DestinationRule, lookup: any AddressLookup = SystemAddressLookup(), timeout: Int64 = 10,
        trust: AdditionalTrust? = nil
    ) {
        self.trust = trust
        self.rule = rule
        self.lookup = lookup
        self.timeout = timeout
    }

    package func send(_ request: WebhookRequest) async throws -> WebhookAnswer {
        try await withThrowingTaskGroup(of: WebhookAnswer.self) { group in
            group.addTask { try await connectAndSend(request) }
            group.addTask {
                try await Task.sleep(for: .seconds(timeout))
                throw WebhookFault.timedOut(timeout)
            }
            defer { group.cancelAll() }
            guard let answer = try await group.next() else { throw CancellationError() }
            return answer
        }
    }

    private func connectAndSend(_ request: WebhookRequest) async throws -> WebhookAnswer {
        let addresses = try await addresses(for: request.url)
        for address in addresses.dropLast() {
            do {
                return try await send(request, to: address, of: addresses.count)
            } catch WebhookFault.unreachable {
                continue
            }
        }
        return try await send(request, to: addresses[addresses.count - 1], of: addresses.count)
    }

    /// The addresses to try; at least one. A single one that is not allowed refuses the whole destination.
    private func addresses(for url: WebhookURL) async throws -> [IPAddress] {
        do {
            try rule.check(url)
            let all: [IPAddress]
            if let literal = IPAddress(url.host) {
                all = [literal]
            } else {
                all = try await lookup.addresses(of: url.host)
            }
            for address in all { try rule.check(address, url) }
            guard !all.isEmpty else { throw UnknownHost("it has no address") }
            return Array(all.prefix(Self.maximumAddresses))
        } catch let error as DestinationRule.Refused {
            throw WebhookFault.refused(error.reason)
        } catch let error as UnknownHost {
            throw WebhookFault.unreachable("the host \(url.host) is not known (\(error.reason))")
        }
    }

    private func send(_ request: WebhookRequest, to address: IPAddress, of count: Int) async throws -> WebhookAnswer {
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow,
            timeout: .init(connect: .milliseconds(timeout * 1000 / Int64(count)), read: .seconds(timeout)))
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.httpVersion = .http1Only
        configuration.dnsOverride = [request.url.host: address.description]
        if let trust {
            var tls = TLSConfiguration.makeClientConfiguration()
            tls.additionalTrustRoots = [.certificates(trust.certificates)]
            configuration.tlsConfiguration = tls
        }
        // One client a message: nothing of one receiver's connection can be met by another's.
        let client = HTTPClient(eventLoopGroup: HTTPClient.defaultEventLoopGroup, configuration: configuration)
        let answer: Result<WebhookAnswer, any Error>
        do {
            answer = .success(try await execute(request, client))
        } catch {
            answer = .failure(WebhookFault.sorted(error, timeout: timeout))
        }
        try? await client.shutdown()
        return try answer.get()
    }

    private func execute(_ request: WebhookRequest, _ client: HTTPClient) async throws -> WebhookAnswer {
        var message = HTTPClientRequest(url: request.url.text)
        message.method = .POST
        for (name, value) in request.headers { message.headers.add(name: name, value: value) }
        message.body = .bytes(ByteBuffer(bytes: request.body))
        let response = try await client.execute(message, deadline: .now() + .seconds(timeout))
        return WebhookAnswer(
            status: Int(response.status.code), retryAfter: response.headers.first(name: "Retry-After"),
            bodyStart: try await start(of: response.body))
    }

    /// The first bytes of a body. The status has said what counts, so a body that breaks off, as those of servers do that
    /// end a connection without ending TLS, is as good as one that ends.
    /// - Throws: `CancellationError` alone.
    private func start(of body: HTTPClientResponse.Body) async throws -> [UInt8] {
        var (start, size): ([UInt8], Int) = ([], 0)
        do {
            for try await part in body {
                start += part.readableBytesView.prefix(WebhookAnswer.maximumKept - start.count)
                size += part.readableBytes
                guard size < WebhookAnswer.maximumRead else { break }
            }
        } catch {
            try Task.checkCancellation()
        }
        return start
    }
}
