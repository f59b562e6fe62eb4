import JOSE
import OAuthCore

/// Reads the fields of a management request: in snake_case or camelCase, collecting every violation.
struct JSONFields {
    private let members: [JSONValue.Member]
    private var known: Set<String> = []
    private(set) var violations: [FieldViolation] = []

    /// - Parameters:
    ///   - body: the request body; empty counts as `{}`.
    ///   - wrapper: the name of the one member that the fields may be wrapped in.
    /// - Throws: ``InvalidFields`` when it is not a JSON object.
    init(_ body: [UInt8], wrapper: String) throws(InvalidFields) {
        guard !body.isEmpty else {
            members = []
            return
        }
        let json: JSONValue
        do {
            json = try JSONParser.parse(body)
        } catch {
            throw InvalidFields("body", "must be JSON: \(error)")
        }
        guard let outer = json.members else { throw InvalidFields("body", "must be a JSON object") }
        if outer.count == 1, outer[0].name == wrapper, let inner = outer[0].value.members {
            members = inner
        } else {
            members = outer
        }
    }

    /// The value of a field; `nil` when it was not sent.
    private mutating func value(_ name: String) -> JSONValue? {
        let camel = Self.camelCase(name)
        known.formUnion([name, camel])
        let found = members.filter { $0.name == name || $0.name == camel }
        if found.count > 1 { refuse(name, "stands twice, as \(name) and as \(camel); send one") }
        return found.first?.value
    }

    mutating func refuse(_ field: String, _ description: String) {
        guard violations.count < FieldViolation.maximumCount else { return }
        violations.append(FieldViolation(field, description))
    }

    /// Reads a field. `null` clears it; an empty value counts as not sent where `emptyKeeps` says so, as in the API's
    /// gRPC encoding, which cannot tell the two apart.
    mutating func update<Value: Sendable & Equatable>(
        _ name: String, _ expected: String, emptyKeeps isEmpty: (Value) -> Bool = { _ in false },
        _ read: (JSONValue) -> Value?
    ) -> FieldUpdate<Value> {
        guard let json = value(name) else { return .keep }
        if json == .null { return .clear }
        guard let value = read(json) else {
            refuse(name, "must be \(expected)")
            return .keep
        }
        return isEmpty(value) ? .keep : .set(value)
    }

    mutating func text(_ name: String, emptyKeeps: Bool) -> FieldUpdate<String> {
        update(name, "a string", emptyKeeps: { emptyKeeps && $0.isEmpty }, \.string)
    }

    mutating func texts(_ name: String) -> FieldUpdate<[String]> {
        update(name, "a list of strings", emptyKeeps: \.isEmpty) { json in
            guard let values = json.array else { return nil }
            let texts = values.compactMap(\.string)
            return texts.count == values.count ? texts : nil
        }
    }

    /// A whole number, or its decimal text: JSON of protocol buffers writes 64-bit numbers as strings.
    mutating func integer(_ name: String) -> FieldUpdate<Int64> {
        update(name, "a whole number of seconds") { $0.integer ?? $0.string.flatMap { Int64($0) } }
    }

    mutating func quota() -> FieldUpdate<TokenQuota> {
        update("quota", "an object with \(TokenQuota.rule)", TokenQuota.init(json:))
    }

    mutating func time(_ name: String) -> FieldUpdate<Timestamp> {
        update(name, "a time as in 2026-11-24T12:00:00Z") { $0.string.flatMap(Timestamp.init(rfc3339:)) }
    }

    /// Checks that nothing else was sent.
    /// - Parameter ignored: fields of the answer that may come back and are not looked at.
    /// - Throws: ``InvalidFields`` with every violation.
    mutating func finish(ignoring ignored: [String] = []) throws(InvalidFields) {
        known.formUnion(ignored + ignored.map(Self.camelCase))
        for member in members where !known.contains(member.name) {
            let names = known.subtracting(ignored).filter { $0.allSatisfy { !$0.isUppercase } }.sorted()
            let choice = names.isEmpty ? "no field is taken here" : "the fields are \(names.joined(separator: ", "))"
            refuse(String(member.name.prefix(64)), "is not known; \(choice)")
        }
        guard violations.isEmpty else { throw InvalidFields(violations) }
    }

    private static func camelCase(_ name: String) -> String {
        var words = name.split(separator: "_")
        let first = words.isEmpty ? "" : String(words.removeFirst())
        return first + words.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }
}
