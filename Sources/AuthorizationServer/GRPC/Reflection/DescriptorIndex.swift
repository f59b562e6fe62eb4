import CDocuments
import ManagementMessages
import SwiftProtobuf

/// The files that describe the methods, by their names and by what they declare.
struct DescriptorIndex: Sendable {
    private struct File {
        let bytes: [UInt8]
        let imports: [String]
    }

    private var files: [String: File] = [:]
    /// The name of the file that declares a message, field, enum, value, service or method, by its full name.
    private var symbols: [String: String] = [:]
    private(set) var messages: Set<String> = []

    /// - Parameter bytes: a `google.protobuf.FileDescriptorSet`.
    /// - Throws: when it is none.
    init(_ bytes: [UInt8]) throws {
        for bytes in try Mintmark_Descriptors_FileDescriptorSet(serializedBytes: bytes).file {
            let file = try Mintmark_Descriptors_FileDescriptorProto(serializedBytes: bytes)
            files[file.name] = File(bytes: Array(bytes), imports: file.dependency)
            add(file)
        }
    }

    /// Of what the program carries.
    static func embedded() throws -> DescriptorIndex {
        try DescriptorIndex(
            Array(UnsafeBufferPointer(start: mintmark_descriptors, count: mintmark_descriptors_count)))
    }

    /// A file and all that it imports, each as a `FileDescriptorProto`.
    /// - Returns: `nil` when there is none of this name.
    func file(named name: String) -> [[UInt8]]? {
        guard files[name] != nil else { return nil }
        var names = [name]
        var position = 0
        while position < names.count {
            for other in files[names[position]]?.imports ?? [] where !names.contains(other) { names.append(other) }
            position += 1
        }
        return names.compactMap { files[$0]?.bytes }
    }

    /// - Parameter symbol: a full name without a dot before it.
    func file(declaring symbol: String) -> [[UInt8]]? {
        symbols[symbol].flatMap(file(named:))
    }

    private mutating func add(_ file: Mintmark_Descriptors_FileDescriptorProto) {
        let scope = file.package
        for message in file.messageType { add(message, in: scope, file.name) }
        for type in file.enumType { add(type, in: scope, file.name) }
        for service in file.service {
            let name = "\(scope).\(service.name)"
            symbols[name] = file.name
            for method in service.method { symbols["\(name).\(method.name)"] = file.name }
        }
    }

    private mutating func add(_ message: Mintmark_Descriptors_DescriptorProto, in scope: String, _ file: String) {
        let name = "\(scope).\(message.name)"
        symbols[name] = file
        messages.insert(name)
        for field in message.field { symbols["\(name).\(field.name)"] = file }
        for nested in message.nestedType { add(nested, in: name, file) }
        for type in message.enumType { add(type, in: name, file) }
    }

    /// The values of an enum are siblings of it, not its members.
    private mutating func add(_ type: Mintmark_Descriptors_EnumDescriptorProto, in scope: String, _ file: String) {
        symbols["\(scope).\(type.name)"] = file
        for value in type.value { symbols["\(scope).\(value.name)"] = file }
    }
}
