import OAuthCore

/// The one-pass reader agrees with a slow and plain one on what a form says and on which forms are malformed.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzForm(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let body = input(start, count)
    let form: FormParameters?
    do throws(OAuthError) {
        form = try FormParameters(body)
    } catch {
        require(error.code == .invalidRequest, "another error than invalid_request")
        form = nil
    }
    let plain = plainForm(body)
    require((form == nil) == (plain == nil), "one reader refuses what the other takes")
    guard let form, let plain else { return 0 }
    for (name, _) in plain {
        let values = plain.filter { $0.0 == name && !$0.1.isEmpty }.map(\.1)
        require(form.contains(name), "a parameter is missing")
        require(form.values(of: name) == values, "the values differ")
        require(form[name] == plain.first { $0.0 == name }.flatMap { $0.1.isEmpty ? nil : $0.1 }, "the value differs")
    }
    for name in ["client_id", "scope", "resource"] where !plain.contains(where: { $0.0 == name }) {
        require(!form.contains(name) && form[name] == nil, "a parameter that was not sent")
    }
    return 0
}

private func plainForm(_ body: [UInt8]) -> [(String, String)]? {
    var pairs: [(String, String)] = []
    for part in body.split(separator: UInt8(ascii: "&")) {
        let sides = part.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
        guard let name = decoded(sides[0]), let value = decoded(sides.count > 1 ? sides[1] : []) else { return nil }
        guard pairs.count < FormParameters.maximumCount, name.utf8.count <= FormParameters.maximumValueSize,
            value.utf8.count <= FormParameters.maximumValueSize
        else { return nil }
        let isRepeatable = name == "resource" || name == "audience"
        guard isRepeatable || !pairs.contains(where: { $0.0 == name }) else { return nil }
        pairs.append((name, value))
    }
    return pairs
}

private func decoded(_ text: ArraySlice<UInt8>) -> String? {
    var bytes: [UInt8] = []
    var rest = text
    while let byte = rest.popFirst() {
        if byte == UInt8(ascii: "%") {
            let digits = rest.prefix(2)
            guard digits.count == 2, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit && $0 < 0x80 }),
                let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
            else { return nil }
            bytes.append(value)
            rest = rest.dropFirst(2)
        } else {
            bytes.append(byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
        }
    }
    return String(validating: bytes, as: UTF8.self)
}
