package import JOSE

/// Shows signing keys.
package enum KeyView {
    /// A table of `{"keys":[…]}`. SINCE is when the state of the key began, REMOVED when it leaves the key set.
    package static func list(_ document: JSONValue, width: Int?) throws(CommandFailure) -> String {
        let keys = try document.requiredArray("keys")
        guard !keys.isEmpty else { return "no keys\n" }
        let columns = ["KEY ID", "ALG", "STATE", "SINCE", "REMOVED"].map { Table.Column($0) }
        let rows = keys.map { key in
            [
                CellText.text(key["key_id"]), CellText.text(key["algorithm"]), CellText.text(key["state"]),
                CellText.time(since(key)), CellText.time(key["remove_time"]),
            ]
        }
        return Table(columns, rows: rows).render(width: width)
    }

    /// The id of the key that signs; `nil` when the document names none.
    package static func signingKey(_ document: JSONValue) -> String? {
        document["keys"]?.array?.first { $0["state"]?.string == "ACTIVE" }?["key_id"]?.string.map(TerminalText.line)
    }

    private static func since(_ key: JSONValue) -> JSONValue? {
        switch key["state"]?.string {
        case "ACTIVE": key["activate_time"]
        case "RETIRING": key["switch_time"]
        default: key["publish_time"]
        }
    }
}
