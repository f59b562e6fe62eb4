package import JOSE
package import OAuthCore

/// Lists and maps as JSON text.
package enum StoredJSON {
    package static func text(_ value: JSONValue) -> String {
        String(decoding: JSONText.bytes(value), as: UTF8.self)
    }

    package static func text(_ list: [String]) -> String {
        list.isEmpty ? "[]" : text(.array(list.map(JSONValue.string)))
    }

    package static func text(_ claims: [CustomClaim]) -> String {
        claims.isEmpty ? "[]" : text(.array(claims.map { ["key": .string($0.key), "value": .string($0.value)] }))
    }

    /// In the order of the keys.
    package static func text(_ map: [String: String]) -> String {
        text(.object(map.sorted { $0.key < $1.key }.map { .init($0.key, .string($0.value)) }))
    }

    /// `nil` for text that is not JSON.
    package static func value(_ text: String) -> JSONValue? {
        try? JSONParser.parse(Array(text.utf8), maximumDepth: 64)
    }

    /// `nil` for anything but an array of strings.
    package static func list(_ text: String) -> [String]? {
        guard text != "[]" else { return [] }
        guard let values = value(text)?.array else { return nil }
        return collect(values) { $0.string }
    }

    /// `nil` for anything but an array of address ranges.
    package static func ranges(_ text: String) -> [AddressRange]? {
        list(text).flatMap { collect($0.map(JSONValue.string)) { $0.string.flatMap(AddressRange.init) } }
    }

    /// `nil` for anything but an array of objects with a `key` and a `value`.
    package static func claims(_ text: String) -> [CustomClaim]? {
        guard text != "[]" else { return [] }
        guard let values = value(text)?.array else { return nil }
        return collect(values) { value in
            guard value.members?.count == 2, let key = value["key"]?.string, let text = value["value"]?.string else {
                return nil
            }
            return CustomClaim(key: key, value: text)
        }
    }

    /// `nil` for anything but an object whose values are strings.
    package static func map(_ text: String) -> [String: String]? {
        guard let members = value(text)?.members else { return nil }
        guard let pairs = collect(members, { member in member.value.string.map { (member.name, $0) } }) else {
            return nil
        }
        return Dictionary(pairs) { first, _ in first }
    }

    private static func collect<Part, Value>(_ parts: [Part], _ convert: (Part) -> Value?) -> [Value]? {
        let values = parts.compactMap(convert)
        return values.count == parts.count ? values : nil
    }
}
