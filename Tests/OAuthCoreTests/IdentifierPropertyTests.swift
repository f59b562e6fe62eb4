import OAuthCore
import Testing

@Suite struct IdentifierPropertyTests {
    private static let numbers: [Int64] =
        [1, 9, 10, .max - 1, .max] + (0..<1_000).map { _ in Int64.random(in: 1...(.max >> Int64.random(in: 0...62))) }

    @Test func everyNumberIsReadBack() {
        for number in Self.numbers {
            #expect(OrganizationID(OrganizationID(number: number).description)?.number == number)
            #expect(SecretID(SecretID(number: number).description)?.number == number)
            #expect(SigningKeyID(SigningKeyID(number: number).description)?.number == number)
            for kind in [ClientID.Kind.organization, .environment] {
                let id = ClientID(kind: kind, number: number)
                #expect(ClientID(id.description) == id)
                #expect(id.description.utf8.count <= 32)
            }
        }
    }

    @Test func A13_anIdOfOneKindIsNoneOfAnother() {
        for number in Self.numbers.prefix(100) {
            let organization = OrganizationID(number: number).description
            #expect(ClientID(organization) == nil && SecretID(organization) == nil && SigningKeyID(organization) == nil)
            let client = ClientID(kind: .environment, number: number).description
            #expect(OrganizationID(client) == nil && SecretID(client) == nil && SigningKeyID(client) == nil)
        }
    }

    /// Whatever text is an id is the only text of that id.
    @Test func anIdHasOneText() {
        let alphabet = Array("m2orgskcn_0159٣ +-".unicodeScalars)
        for number in Self.numbers {
            var text = Array(ClientID(kind: .organization, number: number).description.unicodeScalars)
            let index = Int.random(in: 0..<text.count)
            let scalar = alphabet[Int.random(in: 0..<alphabet.count)]
            switch Int.random(in: 0..<3) {
            case 0: text[index] = scalar
            case 1: text.remove(at: index)
            default: text.insert(scalar, at: index)
            }
            let mangled = String(String.UnicodeScalarView(text))
            guard let id = ClientID(mangled) else { continue }
            #expect(id.description == mangled)
        }
    }
}
