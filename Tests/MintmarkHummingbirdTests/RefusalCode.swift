import MintmarkValidator

/// Why the validator refuses a token; `nil` when it accepts it.
func code(_ token: String, _ validator: TokenValidator) async -> TokenValidationError.Code? {
    do {
        _ = try await validator.validate(token)
        return nil
    } catch {
        return (error as? TokenValidationError)?.code
    }
}
