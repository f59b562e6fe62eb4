import OAuthCore

/// A moment that is read is written in the one form of 24 characters, and that form reads as the same moment.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzTimestamp(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = input(start, count)
    if let time = Timestamp(rfc3339: String(decoding: bytes, as: UTF8.self)) { check(time) }
    // Any eight bytes are a moment of the years 0000 to 9999.
    let first: Int64 = -62_167_219_200_000
    let last: Int64 = 253_402_300_799_999
    let number = bytes.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    let time = Timestamp(milliseconds: first + Int64(number % UInt64(last - first + 1)))
    check(time)
    require(Timestamp(seconds: time.seconds) <= time, "whole seconds are not floored")
    return 0
}

private func check(_ time: Timestamp) {
    let text = time.description
    require(text.utf8.count == 24, "\(text) is not RFC 3339")
    require(Timestamp(rfc3339: text) == time, "\(text) reads as another moment")
}
