package import Management

/// What the server needs to take reports of secret scanners.
package struct SecretScanning: Sendable {
    let service: LeakedSecretService
    /// The keys of the scanner now.
    let keys: @Sendable () -> ScanningKeySet

    package init(service: LeakedSecretService, keys: @escaping @Sendable () -> ScanningKeySet) {
        self.service = service
        self.keys = keys
    }
}
