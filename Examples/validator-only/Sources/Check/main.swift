import MintmarkValidator

let arguments = CommandLine.arguments
if arguments.count == 4 {
    let validator = TokenValidator(issuer: arguments[1], audience: arguments[2])
    do {
        let token = try await validator.validate(arguments[3])
        print("valid: \(token.clientID) may \(token.standard.scopes.joined(separator: ", "))")
    } catch {
        print("invalid: \(error)")
    }
} else {
    print("usage: Check ISSUER AUDIENCE TOKEN")
}
