import HTTPTypes

/// The header fields and trailers that gRPC adds to HTTP.
extension HTTPField.Name {
    // The names are tokens, so none of the fallbacks is ever used.
    static let grpcStatus = HTTPField.Name("grpc-status") ?? .via
    static let grpcMessage = HTTPField.Name("grpc-message") ?? .via
    static let grpcStatusDetails = HTTPField.Name("grpc-status-details-bin") ?? .via
    static let grpcEncoding = HTTPField.Name("grpc-encoding") ?? .via
    static let grpcAcceptEncoding = HTTPField.Name("grpc-accept-encoding") ?? .via
    static let grpcTimeout = HTTPField.Name("grpc-timeout") ?? .via
}
