import JOSE
import OAuthCore

/// The first line is an Authorization header, or what stands in a Basic one before base64; the rest is a form. Whom a
/// request says it is from is said the same way by the canonical request with that id and secret.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzClientAuthentication(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = input(start, count)
    let line = bytes.prefix { $0 != 0x0A }
    guard let form = try? FormParameters(bytes.dropFirst(line.count + 1)) else { return 0 }
    check(String(decoding: line, as: UTF8.self), form)
    check("Basic " + base64(Array(line)), form)
    return 0
}

private func check(_ header: String, _ form: FormParameters) {
    do throws(OAuthError) {
        let found = try ClientAuthentication(authorization: [header], form: form)
        switch found.method {
        case .clientSecretPost:
            require(found.clientID == form["client_id"], "another client than the form's")
            require(found.clientSecret.reveal() == form["client_secret"], "another secret than the form's")
        case .clientSecretBasic:
            require(form["client_secret"] == nil, "two methods are taken")
            require(form["client_id"].map { $0 == found.clientID } ?? true, "two clients are taken")
            let canonical = "Basic " + base64(encoded(found.clientID) + [0x3A] + encoded(found.clientSecret.reveal()))
            let again = try ClientAuthentication(authorization: [canonical], form: form)
            require(again.clientID == found.clientID, "the canonical header names another client")
            require(again.clientSecret.reveal() == found.clientSecret.reveal(), "or another secret")
        }
        let request = try TokenRequest(authorization: [header], form: form)
        require(request.scopes?.allSatisfy { ScopeToken.isValid($0) } ?? true, "a malformed scope is taken")
        require(request.scopes?.isEmpty != true, "an empty list of scopes")
    } catch {
        require([400, 401, 413].contains(error.status), "another status")
        let text = error.json["error_description"]?.string ?? ""
        let isPrintable = text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x5C }
        require(!text.isEmpty && isPrintable, "a description that RFC 6749 5.2 does not allow")
    }
}

private func encoded(_ text: String) -> [UInt8] {
    let digits = Array("0123456789ABCDEF".utf8)
    return text.utf8.flatMap { [UInt8(ascii: "%"), digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
}

private func base64(_ bytes: [UInt8]) -> String {
    let text = Base64URL.encode(bytes)
    let padding = String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
    return String(text.map { $0 == "-" ? "+" : $0 == "_" ? "/" : $0 }) + padding
}
