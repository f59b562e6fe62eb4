import OAuthCore

/// An id, and a place in a list, has exactly one text.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzIdentifier(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = input(start, count)
    let text = String(decoding: bytes, as: UTF8.self)
    check(ClientID(text), bytes)
    check(OrganizationID(text), bytes)
    check(SecretID(text), bytes)
    check(SigningKeyID(text), bytes)
    if let cursor = PageCursor(token: text) {
        require(Array(cursor.token.utf8) == bytes, "a place in a list has a second text")
    }
    if PlainSecret.hasValidChecksum(text) {
        require(bytes.count <= PlainSecret.maximumSize, "too long a secret is looked at")
    }
    let number = bytes.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) } >> 1
    if number > 0 {
        let id = OrganizationID(number: Int64(number))
        require(OrganizationID(id.description) == id, "an id does not read back")
    }
    let cursor = PageCursor.before(Int64(number))
    require(PageCursor(token: cursor.token) == cursor, "a place in a list does not read back")
    return 0
}

private func check(_ id: (some StoredIdentifier)?, _ bytes: [UInt8]) {
    guard let id else { return }
    require(Array(id.description.utf8) == bytes, "an id has a second text")
    require(id.number > 0 && bytes.count <= 32, "an id is out of range")
}
