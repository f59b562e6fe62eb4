import JOSE
import Testing

/// One key, one message, one good signature and many that must be refused.
struct RefusedGroup: TestVector {
    let testDescription: String
    let key: PublicKey
    let message: [UInt8]
    let signature: [UInt8]
    let refused: [(title: String, signature: [UInt8])]

    init(_ json: JSONValue) throws {
        testDescription = try json.text("algorithm")
        key = try KeyVector(.object([.init("title", "")] + (json.members ?? []))).publicKey()
        message = try json.bytes("message")
        signature = try json.bytes("signature")
        refused = try #require(json["refused"]?.array).map { (try $0.text("title"), try $0.bytes("signature")) }
    }

    static func all() throws -> [RefusedGroup] {
        try VectorFile("refused").list("groups")
    }
}
