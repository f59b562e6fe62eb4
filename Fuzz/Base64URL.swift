import JOSE

/// What decodes is what encoding gives, and everything that is encoded decodes to itself.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzBase64URL(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = input(start, count)
    if let decoded = try? Base64URL.decode(bytes) {
        require(Array(Base64URL.encode(decoded).utf8) == bytes, "text that decodes is not canonical")
        require((try? Base64URL.decode(bytes[...])) == decoded, "a slice decodes otherwise")
    }
    let text = Array(Base64URL.encode(bytes).utf8)
    require(text.count == Base64URL.encodedCount(bytes.count), "encodedCount is wrong")
    require((try? Base64URL.decode(text)) == bytes, "encoded bytes do not decode to themselves")
    require((try? Base64URL.decode(text + [0x3D])) == nil, "padding is taken")
    return 0
}
