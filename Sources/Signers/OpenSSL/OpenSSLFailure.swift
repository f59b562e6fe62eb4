#if canImport(COpenSSL)
    import COpenSSL

    /// A call of libcrypto that did not succeed.
    struct OpenSSLFailure: Error, CustomStringConvertible {
        let call: String
        /// The first error of the thread's queue; 0 when it was empty.
        let code: UInt

        /// Takes the errors from the thread's queue.
        init(_ call: String) {
            self.call = call
            code = ERR_get_error()
            ERR_clear_error()
        }

        var description: String { "\(call) of libcrypto failed (error \(String(code, radix: 16)))" }
    }
#endif
