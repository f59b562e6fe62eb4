import Foundation
import OAuthCore
import Testing

@Suite struct TokenRequestTests {
    private func read(_ body: String, _ authorization: [String] = []) throws(OAuthError) -> TokenRequest {
        try TokenRequest(authorization: authorization, form: try FormParameters(Array(body.utf8)))
    }

    private func code(_ body: String, _ authorization: [String] = []) -> OAuthError.Code? {
        do throws(OAuthError) {
            _ = try read(body, authorization)
            return nil
        } catch {
            return error.code
        }
    }

    private func basic(_ text: String) -> String {
        "Basic " + Data(text.utf8).base64EncodedString()
    }

    private let grant = "grant_type=client_credentials"

    @Test func A2_basicIsFormDecoded() throws {
        let request = try read(grant, [basic("m2morg%5F1:a%2Bb+c%3A")])
        #expect(request.authentication.clientID == "m2morg_1")
        #expect(request.authentication.clientSecret.reveal() == "a+b c:")
        #expect(request.authentication.method == .clientSecretBasic)
    }

    @Test(arguments: [
        "Basic", "Basic ", "Basic !!!", "Basic YQ", "Basic YQ==", "Basic YTpi=", "Basic Y Tpi", "Basic YTpi\u{7F}",
    ])
    func malformedBasicIsRefused(header: String) {
        #expect([.invalidRequest, .invalidClient].contains(code(grant, [header])))
    }

    @Test func A3_twoMethodsAreRefused() {
        let header = basic("m2morg_1:s")
        #expect(code(grant + "&client_id=m2morg_1&client_secret=s", [header]) == .invalidRequest)
        #expect(code(grant + "&client_id=m2morg_2", [header]) == .invalidRequest)
        #expect(code(grant, [header, header]) == .invalidRequest)
        #expect(code(grant + "&client_assertion=x&client_id=a&client_secret=b") == .invalidRequest)
        #expect(code(grant + "&client_id=m2morg_1", [header]) == nil)
    }

    @Test func aBearerHeaderIsIgnored() {
        #expect(code(grant + "&client_id=m2morg_1&client_secret=s", ["Bearer abc", "bearer def"]) == nil)
        #expect(code(grant, ["Bearer abc"]) == .invalidClient)
    }

    @Test(arguments: ["password", "authorization_code", "refresh_token", "implicit", "CLIENT_CREDENTIALS"])
    func A9_otherGrantsAreAbsent(type: String) {
        #expect(code("grant_type=\(type)&client_id=a&client_secret=b") == .unsupportedGrantType)
    }

    @Test func whatIsMissingIsNamed() {
        for (body, name) in [
            ("client_id=a&client_secret=b", "grant_type"), (grant + "&client_id=a", "client_secret"),
            (grant, "client_id"),
        ] {
            #expect(performing: { try read(body) }, throws: { "\($0)".contains(name) })
        }
    }

    @Test(arguments: ["a%22b", "a%5Cb", "caf%C3%A9", "a%09b"])
    func malformedScopesAreRefused(scope: String) {
        #expect(code(grant + "&client_id=a&client_secret=b&scope=" + scope) == .invalidScope)
    }

    @Test(arguments: [
        ("api", false), ("https://a%23x", false), ("1:x", false), ("https://api.example.com", true), ("urn:x:y", true),
    ])
    func A18_resourceIsAnAbsoluteURIWithoutFragment(resource: String, isValid: Bool) {
        #expect((code(grant + "&client_id=a&client_secret=b&resource=" + resource) == nil) == isValid)
    }
}
