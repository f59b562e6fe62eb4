package import JOSE

/// Writes JSON for people: a member or element a line, two spaces a level, members in the order they came.
package enum PrettyJSON {
    /// The text of `value`, with a line end.
    package static func text(_ value: JSONValue) -> String {
        var output: [UInt8] = []
        append(value, level: 0, to: &output)
        output.append(UInt8(ascii: "\n"))
        return String(decoding: output, as: UTF8.self)
    }

    private static func append(_ value: JSONValue, level: Int, to output: inout [UInt8]) {
        switch value {
        case .array(let values) where !values.isEmpty:
            enclosed("[", "]", values, level: level, to: &output) { append($0, level: level + 1, to: &$1) }
        case .object(let members) where !members.isEmpty:
            enclosed("{", "}", members, level: level, to: &output) { member, output in
                JSONText.append(member.name, to: &output)
                output += ": ".utf8
                append(member.value, level: level + 1, to: &output)
            }
        default: JSONText.append(value, to: &output)
        }
    }

    private static func enclosed<Item>(
        _ opening: String, _ closing: String, _ items: [Item], level: Int, to output: inout [UInt8],
        _ appendItem: (Item, inout [UInt8]) -> Void
    ) {
        output += opening.utf8
        for (index, item) in items.enumerated() {
            output += (index == 0 ? "\n" : ",\n").utf8
            indent(level + 1, &output)
            appendItem(item, &output)
        }
        output.append(UInt8(ascii: "\n"))
        indent(level, &output)
        output += closing.utf8
    }

    private static func indent(_ level: Int, _ output: inout [UInt8]) {
        output += Array(repeating: UInt8(ascii: " "), count: 2 * level)
    }
}
