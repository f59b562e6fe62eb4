import JOSE
import OAuthCore
import TokenService

/// What a caller wants to be revoked.
struct RevocationFields {
    let subject: RevocationSubject
    let issuedBefore: Timestamp?
    /// When the token expires, for one whose text was sent.
    let expireTime: Timestamp?
    let reason: String

    /// - Throws: ``InvalidFields``.
    init(_ body: [UInt8], verifier: AccessTokenVerifier) throws {
        var fields = try JSONFields(body, wrapper: "revocation")
        var subjects: [RevocationSubject] = []
        var expiry: Timestamp?
        let token = fields.text("token", emptyKeeps: false).value
        Self.read("token_id", "tkn_ and 32 hexadecimal digits", .token, &fields, &subjects)
        Self.read("client_id", "m2morg_ or skc_ and digits", .client, &fields, &subjects)
        Self.read("secret_id", "sks_ and digits", .secret, &fields, &subjects)
        Self.read("organization_id", "org_ and digits", .organization, &fields, &subjects)
        Self.read("key_id", "snk_ and digits", .key, &fields, &subjects)
        if fields.update("everything", "true", { $0 == .bool(true) ? true : nil }).value == true {
            subjects.append(.everything)
        }
        let before = fields.time("issued_before").value
        reason = fields.text("reason", emptyKeeps: false).value ?? ""
        if let token {
            do {
                let claims = try verifier.claims(of: Array(token.utf8))
                subjects.append(.token(claims.tokenID))
                expiry = claims.expireTime
            } catch {
                fields.refuse("token", "must be an access token of this environment. \(error.reason)")
            }
        }
        if subjects.count != 1, fields.violations.isEmpty {
            fields.refuse(
                "revocation",
                "must name exactly one of token, token_id, client_id, secret_id, organization_id, key_id and everything; "
                    + "it names \(subjects.count)")
        }
        try fields.finish()
        guard let subject = subjects.first else { throw InvalidFields("revocation", "must say what to revoke") }
        if case .token = subject, before != nil {
            throw InvalidFields("issued_before", "means nothing for a single token; leave it out")
        }
        self.subject = subject
        issuedBefore = before
        expireTime = expiry
    }

    private static func read(
        _ name: String, _ expected: String, _ kind: RevocationSubject.Kind, _ fields: inout JSONFields,
        _ subjects: inout [RevocationSubject]
    ) {
        let subject = fields.update(name, expected) { json in
            json.string.flatMap { RevocationSubject(kind: kind, name: $0) }
        }.value
        if let subject { subjects.append(subject) }
    }
}
