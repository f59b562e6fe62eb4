import OAuthCore
import Testing

@testable import AuthorizationServer

@Suite struct QueryParametersTests {
    private func text(_ range: ClosedRange<Int>) -> String {
        let scalars = (0..<Int.random(in: range)).compactMap { _ in
            Unicode.Scalar(Bool.random() ? UInt32.random(in: 0..<0x80) : UInt32.random(in: 0..<0x11_0000))
        }
        return String(String.UnicodeScalarView(scalars))
    }

    private func encoded(_ text: String) -> String {
        text.utf8.map { "%" + String(Int($0) + 256, radix: 16, uppercase: Bool.random()).suffix(2) }.joined()
    }

    @Test func everyQueryIsReadBackInItsOrder() throws {
        for _ in 0..<500 {
            let pairs = (0..<Int.random(in: 0...8)).map { _ in
                (["a", "b", "é", ""].randomElement() ?? "", text(0...12))
            }
            let query = try QueryParameters(pairs.map { "\(encoded($0.0))=\(encoded($0.1))" }.joined(separator: "&"))
            for name in ["a", "b", "é", "", "c"] {
                #expect(query.values(name) == pairs.filter { $0.0 == name }.map(\.1))
            }
        }
    }

    @Test func anythingIsReadOrRefused() {
        let alphabet = Array("ab=&%+2Féx".unicodeScalars)
        for _ in 0..<5_000 {
            let scalars = (0..<Int.random(in: 0..<30)).map { _ in alphabet[Int.random(in: 0..<alphabet.count)] }
            let query = String(String.UnicodeScalarView(scalars))
            do throws(InvalidFields) {
                _ = try QueryParameters(query)
            } catch {
                #expect(query.contains("%"), "\(query)")
            }
        }
    }

    @Test(arguments: ["%", "%2", "%zz", "%C3", "%C3%28", "%FF", "%ED%A0%80", "%C0%80", "%+1", "%-1", "% 1"])
    func malformedEscapesAreRefused(text: String) {
        for query in ["a=\(text)", "\(text)=a", "a=1&\(text)", "b=\(text)x&c=1"] {
            #expect(throws: InvalidFields.self) { try QueryParameters(query) }
        }
    }
}
