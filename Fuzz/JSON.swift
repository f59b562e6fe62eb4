import Foundation
import JOSE

/// What is read and written again reads as the same value, with the same text from then on; and nothing is read that
/// Foundation, which is laxer, refuses.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzJSON(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = input(start, count)
    if let value = try? JSONParser.parse(bytes) {
        let written = JSONText.bytes(value)
        guard let again = try? JSONParser.parse(written) else { fatalError("what was written cannot be read") }
        require(again == value, "what was written reads otherwise")
        require(JSONText.bytes(again) == written, "written twice, the texts differ")
        require(!written.contains { $0 < 0x20 }, "a control character is written bare")
        require(String(validating: written, as: UTF8.self) != nil, "what was written is not UTF-8")
        checkNames(value)
        let isReadElsewhere = (try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)) != nil
        require(isReadElsewhere, "Foundation refuses it")
        require(depth(value) <= 17, "deeper than allowed")
        require((try? JSONParser.parse(bytes, maximumDepth: depth(value))) == value, "depth is counted otherwise")
    }
    if let text = String(validating: bytes, as: UTF8.self) {
        let written = JSONText.bytes(.string(text))
        require((try? JSONParser.parse(written))?.string?.utf8.elementsEqual(bytes) == true, "a string reads otherwise")
    }
    return 0
}

private func checkNames(_ value: JSONValue) {
    for element in value.array ?? [] { checkNames(element) }
    let members = value.members ?? []
    require(Set(members.map { Array($0.name.utf8) }).count == members.count, "a member stands twice")
    for member in members { checkNames(member.value) }
}

private func depth(_ value: JSONValue) -> Int {
    let inner = value.array ?? value.members?.map(\.value) ?? []
    return inner.isEmpty ? 0 : 1 + (inner.map(depth).max() ?? 0)
}
