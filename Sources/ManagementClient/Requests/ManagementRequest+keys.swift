import JOSE

extension ManagementRequest {
    /// Answers `{"keys"}`.
    package static let keys = ManagementRequest(.get, "keys")

    /// Lets the announced key sign and announces a new one. Answers `{"keys"}`.
    /// - Parameter algorithm: the `alg` of the new key; `nil` for that of the environment.
    package static func rotateKeys(announcing algorithm: String?) -> ManagementRequest {
        let body: JSONValue = algorithm.map { ["algorithm": .string($0)] } ?? [:]
        return ManagementRequest(.post, "keys:rotate", body: body)
    }
}
