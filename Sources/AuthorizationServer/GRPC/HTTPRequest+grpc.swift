import HTTPTypes

extension HTTPRequest {
    /// Whether the caller speaks gRPC: `application/grpc`, or with a message format behind `+`.
    var isGRPC: Bool {
        guard let type = headerFields[.contentType]?.prefix(while: { $0 != ";" }).lowercased() else { return false }
        return type.hasPrefix("application/grpc")
            && (type.count == 16 || type.dropFirst(16).first == "+")
    }
}
