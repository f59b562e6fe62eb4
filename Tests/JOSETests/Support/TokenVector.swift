import JOSE

/// A token in compact form, its key, and whether it is one that Mintmark takes.
struct TokenVector: TestVector {
    let testDescription: String
    let algorithm: String
    let token: [UInt8]
    let key: KeyVector
    let isValid: Bool
    let payload: String?
    let keyID: String?
    let type: String?

    init(_ json: JSONValue) throws {
        key = try KeyVector(json)
        testDescription = key.testDescription
        algorithm = try json.text("algorithm")
        token = Array(try json.text("token").utf8)
        isValid = try json.text("expected") == "valid"
        payload = json["payload"]?.string
        keyID = json["kid"]?.string
        type = json["typ"]?.string
    }

    static func all(in file: String) throws -> [TokenVector] {
        try VectorFile(file).list("cases")
    }

    static func valid(in file: String) throws -> [TokenVector] {
        try all(in: file).filter(\.isValid)
    }

    static func refused(in file: String) throws -> [TokenVector] {
        try all(in: file).filter { !$0.isValid }
    }
}
