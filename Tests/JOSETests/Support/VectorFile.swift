import Foundation
import JOSE
import Testing

/// A file of test vectors in `Tests/JOSETests/Vectors`.
struct VectorFile {
    let json: JSONValue

    init(_ name: String) throws {
        let directory = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        json = try JSONParser.parse(Array(try Data(contentsOf: directory.appending(path: "Vectors/\(name).json"))))
    }

    /// The elements of the list `name`, each read as a `Vector`.
    func list<Vector: TestVector>(_ name: String) throws -> [Vector] {
        let values = try #require(json[name]?.array)
        #expect(!values.isEmpty)
        return try values.map(Vector.init)
    }
}
