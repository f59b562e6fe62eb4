/// The libraries that can make RSA signatures.
package enum SignerName: String, CaseIterable, Sendable {
    /// BoringSSL inside swift-crypto; everywhere.
    case swiftCrypto = "swift-crypto"
    /// OpenSSL 3's libcrypto.
    case openSSL = "openssl"
    /// Eight signatures at once with AVX-512 IFMA, where processor and library allow; OpenSSL for the rest.
    case multiBuffer = "multi-buffer"
}
