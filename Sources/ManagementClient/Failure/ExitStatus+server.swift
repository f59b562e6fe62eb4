extension ExitStatus {
    /// The status for a refusal of the management API.
    /// - Parameters:
    ///   - managementCode: the `code` of the error document, a gRPC code, where there is one.
    ///   - httpStatus: the HTTP status, which decides when the code says nothing.
    init(managementCode: Int64?, httpStatus: Int) {
        switch managementCode {
        case 5: self = .notFound
        case 7, 16: self = .notAllowed
        case 3, 6, 9, 10, 11: self = .refused
        case 4, 8, 14: self = .unavailable
        default: self = httpStatus == 404 ? .notFound : ExitStatus(httpStatus: httpStatus)
        }
    }

    /// The status for an HTTP status alone. A 404 says too little to count as not found: the URL may be wrong.
    init(httpStatus: Int) {
        switch httpStatus {
        case 401, 403: self = .notAllowed
        case 400, 409, 412, 413, 415, 422: self = .refused
        case 408, 429, 502, 503, 504: self = .unavailable
        default: self = .failure
        }
    }
}
