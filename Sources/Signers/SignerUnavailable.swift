/// Why a library cannot sign on this machine.
package struct SignerUnavailable: Error, CustomStringConvertible {
    package let signer: SignerName
    package let reason: String

    package var description: String { "the signer \(signer.rawValue) cannot be used: \(reason)" }

    init(_ signer: SignerName, _ reason: String) {
        self.signer = signer
        self.reason = reason
    }
}
