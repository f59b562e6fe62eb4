import OAuthCore
import Testing

@Suite struct FormParametersPropertyTests {
    private func text(_ range: ClosedRange<Int>) -> String {
        let scalars = (0..<Int.random(in: range)).compactMap { _ in
            Unicode.Scalar(Bool.random() ? UInt32.random(in: 0..<0x80) : UInt32.random(in: 0..<0x11_0000))
        }
        return String(String.UnicodeScalarView(scalars))
    }

    /// Unreserved characters bare or escaped, a space as `+` or `%20`, all else escaped, digits in either case.
    private func encoded(_ text: String) -> [UInt8] {
        text.utf8.flatMap { byte -> [UInt8] in
            let isUnreserved = Character(Unicode.Scalar(byte)).isLetter || (0x30...0x39).contains(byte)
            if byte < 0x80, isUnreserved, Bool.random() { return [byte] }
            if byte == 0x20, Bool.random() { return [UInt8(ascii: "+")] }
            let digits = String(Int(byte) + 256, radix: 16, uppercase: Bool.random()).utf8.suffix(2)
            return [UInt8(ascii: "%")] + digits
        }
    }

    @Test func everyFormIsReadBackHoweverItIsEscaped() throws {
        for _ in 0..<500 {
            let pairs = (0..<Int.random(in: 0...12)).map { ("\($0)." + text(0...4), text(0...20)) }
            let body = pairs.map { encoded($0.0) + [UInt8(ascii: "=")] + encoded($0.1) }
            let form = try FormParameters(Array(body.joined(separator: [UInt8(ascii: "&")])))
            for (name, value) in pairs {
                #expect(form.contains(name))
                #expect(form[name] == (value.isEmpty ? nil : value))
            }
        }
    }

    @Test func repeatedValuesKeepTheirOrder() throws {
        for _ in 0..<200 {
            let values = (0..<Int.random(in: 1...FormParameters.maximumCount)).map { _ in text(1...6) }
                .filter { !$0.isEmpty }
            let body = values.map { Array("resource=".utf8) + encoded($0) }
            let form = try FormParameters(Array(body.joined(separator: [UInt8(ascii: "&")])))
            #expect(form.values(of: "resource") == values)
        }
    }

    @Test func A1_aNameStandsOnceHoweverItIsEscaped() {
        for name in ["client_id", "client_secret", "scope", "grant_type"] {
            for _ in 0..<50 {
                let body = encoded(name) + Array("=a&".utf8) + encoded(name) + Array("=a".utf8)
                #expect(throws: OAuthError.self) { try FormParameters(body) }
            }
        }
    }
}
