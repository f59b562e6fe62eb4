import OAuthCore
import Testing

@testable import AuthorizationServer

@Suite struct JSONFieldsTests {
    private func client(_ body: String) throws(InvalidFields) -> ClientUpdate {
        try ClientUpdate(body: Array(body.utf8))
    }

    private func fields(_ body: String) -> [String] {
        do throws(InvalidFields) {
            _ = try client(body)
            return []
        } catch {
            return error.violations.map(\.field)
        }
    }

    @Test func bodiesAreReadBareWrappedAndEmpty() throws {
        for body in [#"{"name":"n"}"#, #"{"client":{"name":"n"}}"#] {
            #expect(try client(body).name == .set("n"))
        }
        for body in ["", "{}", #"{"client":{}}"#] {
            #expect(try client(body) == ClientUpdate())
        }
    }

    @Test func bothSpellingsAreRead() throws {
        let claims = [CustomClaim(key: "k", value: "v")]
        #expect(try client(#"{"custom_claims":[{"key":"k","value":"v"}]}"#).customClaims == .set(claims))
        #expect(try client(#"{"customClaims":[{"key":"k","value":"v"}]}"#).customClaims == .set(claims))
        #expect(fields(#"{"customClaims":[],"custom_claims":[]}"#) == ["custom_claims"])
    }

    @Test func expiryIsANumberOrItsText() throws {
        #expect(try client(#"{"expiry":60}"#).lifetime == .set(60))
        #expect(try client(#"{"expiry":"60"}"#).lifetime == .set(60))
        #expect(try client(#"{"expiry":null}"#).lifetime == .clear)
        #expect(try client(#"{"expiry":0}"#).lifetime == .keep)
        for bad in ["1.5", "true", "[]", #""soon""#, #""99999999999999999999""#, "1e3"] {
            #expect(fields(#"{"expiry":\#(bad)}"#) == ["expiry"])
        }
    }

    @Test func emptyKeepsAndNullClears() throws {
        let kept = try client(#"{"name":"","scopes":[],"audience":[],"custom_claims":[]}"#)
        #expect(kept == ClientUpdate())
        let cleared = try client(#"{"name":null,"scopes":null}"#)
        #expect(cleared.name == .clear)
        #expect(cleared.scopes == .clear)
    }

    @Test func everythingWrongIsNamedAtOnce() {
        #expect(fields(#"{"name":1,"scopes":[1],"nmae":"x"}"#) == ["name", "scopes", "nmae"])
        for body in ["[]", "1", "{", #"{"a":1,"a":1}"#] {
            #expect(fields(body) == ["body"])
        }
    }

    @Test func queriesAreDecodedOnce() throws {
        let query = try QueryParameters("a=1%202+3&b&c=%25&a=4&d=%C3%BC")
        #expect(query.values("a") == ["1 2 3", "4"])
        #expect(query.values("b") == [""])
        #expect(query.values("c") == ["%"])
        #expect(query.values("d") == ["ü"])
        for bad in ["a=%", "a=%zz", "a=%FF", "%=1"] {
            #expect(throws: InvalidFields.self) { try QueryParameters(bad) }
        }
    }
}
