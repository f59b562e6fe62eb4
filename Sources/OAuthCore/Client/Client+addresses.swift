extension Client {
    /// Takes over a list of addresses and CIDR ranges, read strictly.
    mutating func applyAllowedAddresses(_ update: FieldUpdate<[String]>, _ checks: inout FieldChecks) {
        guard case .set(let texts) = update else {
            if update == .clear { limits.allowedAddresses = [] }
            return
        }
        let maximum = AllowedAddresses.maximumCount
        checks.require(
            texts.count <= maximum, "allowed_addresses", "must have at most \(maximum) entries; it has \(texts.count)")
        var ranges: [AddressRange] = []
        for (index, text) in texts.prefix(maximum).enumerated() {
            guard let range = AddressRange(text) else {
                checks.require(
                    false, "allowed_addresses[\(index)]",
                    "must be an address or a CIDR range, as in 203.0.113.9, 203.0.113.0/24 or 2001:db8::/32")
                continue
            }
            // Whoever writes 10.1.2.3/8 may have meant one address, and would open sixteen million.
            checks.require(
                !text.contains("/") || range.isWritten(exactly: text), "allowed_addresses[\(index)]",
                "has bits behind its prefix; write \(range) for the whole range, or the address alone")
            checks.require(!ranges.contains(range), "allowed_addresses[\(index)]", "stands twice, as \(range)")
            ranges.append(range)
        }
        limits.allowedAddresses = ranges
    }
}
