package import JOSE

extension TokenQuota {
    /// As the management API and audit events show it.
    package var json: JSONValue {
        ["tokens": .integer(tokens), "period": .integer(period), "mode": .string(mode.rawValue)]
    }

    /// `nil` for anything but an object with `tokens`, `period` and perhaps `mode`, all in range.
    package init?(json: JSONValue) {
        guard let members = json.members, members.allSatisfy({ ["tokens", "period", "mode"].contains($0.name) }),
            let tokens = json["tokens"]?.integer, let period = json["period"]?.integer
        else { return nil }
        var mode = Mode.enforce
        if let value = json["mode"] {
            guard let given = value.string.flatMap(Mode.init(rawValue:)) else { return nil }
            mode = given
        }
        self.init(tokens: tokens, period: period, mode: mode)
    }
}
