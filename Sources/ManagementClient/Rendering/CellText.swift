import JOSE
import OAuthCore

/// The texts of single values in tables and details; `–` for nothing.
enum CellText {
    static let nothing = "–"

    static func text(_ value: JSONValue?) -> String {
        switch value {
        case nil, .null: nothing
        case .string(let text): text.isEmpty ? nothing : TerminalText.line(text)
        case .integer(let number): String(number)
        case .some(let other): TerminalText.line(String(decoding: JSONText.bytes(other), as: UTF8.self))
        }
    }

    static func list(_ value: JSONValue?) -> String {
        joined((value?.array ?? []).map(text))
    }

    /// `{"a":"1"}` as `a=1`.
    static func pairs(_ value: JSONValue?) -> String {
        joined((value?.members ?? []).map { TerminalText.line($0.name) + "=" + text($0.value) })
    }

    /// `[{"key":"a","value":"1"}]` as `a=1`.
    static func claims(_ value: JSONValue?) -> String {
        joined((value?.array ?? []).map { text($0["key"]) + "=" + text($0["value"]) })
    }

    static func lifetime(_ value: JSONValue?) -> String {
        Lifetime(seconds: value?.lenientInteger ?? 0).description
    }

    /// `{"tokens":1000,"period":3600,"mode":"warn"}` as `1000/3600:warn`, the form that options take.
    static func quota(_ value: JSONValue?) -> String {
        value.flatMap(TokenQuota.init(json:))?.description ?? text(value)
    }

    /// RFC 3339 text as `2026-11-24 12:00:03Z`, in UTC and without fraction.
    static func time(_ value: JSONValue?) -> String {
        guard let text = value?.string, let time = Timestamp(rfc3339: text) else { return Self.text(value) }
        return Self.time(time)
    }

    static func time(_ time: Timestamp) -> String {
        let text = time.description
        return text.prefix(10) + " " + text.dropFirst(11).prefix(8) + "Z"
    }

    private static func joined(_ texts: [String]) -> String {
        texts.isEmpty ? nothing : texts.joined(separator: ", ")
    }
}
