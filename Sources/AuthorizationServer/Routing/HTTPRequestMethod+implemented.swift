import HTTPTypes

extension HTTPRequest.Method {
    /// The methods that the server knows. Paths answer those that they do not have with 405; all others are refused with
    /// 501 whatever the path (RFC 9110 §15.5.6, §15.6.2).
    static let implemented: Set<HTTPRequest.Method> = [
        .get, .head, .post, .put, .patch, .delete, .options, .trace,
    ]
}
