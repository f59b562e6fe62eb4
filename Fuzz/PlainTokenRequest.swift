@testable import AuthorizationServer

/// A token request that is read in front of the HTTP codec means what a slow and plain reader finds in it, whatever follows
/// it, and none of its beginnings is taken for anything else.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzPlainTokenRequest(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = input(start, count)
    guard case .request(let request) = PlainTokenRequest.read(bytes.span.bytes) else { return 0 }
    let own = Array(bytes.prefix(request.size))
    require(PlainTokenRequest.read(own.span.bytes) == .request(request), "what follows changes the request")
    for count in 0..<own.count {
        let beginning = Array(own.prefix(count))
        require(PlainTokenRequest.read(beginning.span.bytes) == .incomplete, "a beginning is taken for something else")
    }
    var lines: [String] = []
    var rest = own[...]
    while let end = rest.firstIndex(of: 0x0D), !(lines.last?.isEmpty ?? false) {
        require(rest[(end + 1)...].first == 0x0A, "a CR alone")
        lines.append(String(decoding: rest[..<end], as: UTF8.self))
        rest = rest[(end + 2)...]
    }
    require(lines.first == "POST /oauth/token HTTP/1.1" && lines.last?.isEmpty == true, "another request")
    require(Array(rest) == request.body, "another body")
    let fields = lines.dropFirst().dropLast().map(field)
    func values(_ name: String) -> [String] { fields.filter { $0.name == name }.map(\.value) }
    require(values("content-length") == [String(request.body.count)], "another length")
    require(values("content-type").map { $0.lowercased() } == [request.contentType.lowercased()], "another type")
    require(values("authorization") == (request.authorization.map { [$0] } ?? []), "other credentials")
    require(values("x-forwarded-for") == request.forwardedFor, "other addresses")
    require(values("x-forwarded-proto") == (request.forwardedProto.map { [$0] } ?? []), "another scheme")
    require(values("host").count == 1, "no host, or two")
    require(values("connection").allSatisfy { $0.lowercased() == "keep-alive" }, "the connection is to be closed")
    for name in ["transfer-encoding", "expect", "upgrade", "te", "trailer", "proxy-connection"] {
        require(values(name).isEmpty, "a header that is not for this reader")
    }
    return 0
}

private func field(_ line: String) -> (name: String, value: String) {
    let bytes = Array(line.utf8)
    let name = bytes.prefix { $0 != 0x3A }
    require(!name.isEmpty && name.allSatisfy { $0 > 0x20 && $0 < 0x7F }, "a name that is none")
    var value = bytes[name.count...].dropFirst()
    require(bytes.count > name.count && value.allSatisfy { $0 >= 0x20 && $0 < 0x7F }, "a line that is no header")
    while value.first == 0x20 { value = value.dropFirst() }
    return (String(decoding: name, as: UTF8.self).lowercased(), String(decoding: value, as: UTF8.self))
}
