import MintmarkValidator

let arguments = CommandLine.arguments
guard arguments.count == 4 else { fatalError("usage: Check ISSUER AUDIENCE TOKEN") }
let validator = TokenValidator(issuer: arguments[1], audience: arguments[2])
do {
    let token = try await validator.validate(arguments[3])
    print("valid: \(token.clientID) may \(token.standard.scopes.joined(separator: ", "))")
} catch {
    print("invalid: \(error)")
}
