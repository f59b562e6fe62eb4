import Logging
import ManagementMessages
import SwiftProtobuf
import Testing

@testable import AuthorizationServer

@Suite struct DescriptorIndexTests {
    private static func bytes(_ files: [Mintmark_Descriptors_FileDescriptorProto]) throws -> [UInt8] {
        try Mintmark_Descriptors_FileDescriptorSet.with { set in
            set.file = try files.map { try $0.serializedBytes() }
        }.serializedBytes()
    }

    private static func name(_ bytes: [UInt8]) throws -> String {
        try Mintmark_Descriptors_FileDescriptorProto(serializedBytes: bytes).name
    }

    /// d imports b and c, which both import a.
    private static let diamond: [Mintmark_Descriptors_FileDescriptorProto] = [
        ("a", []), ("b", ["a"]), ("c", ["a"]), ("d", ["b", "c"]),
    ].map { name, imports in
        .with {
            $0.name = name
            $0.package = "p.\(name)"
            $0.dependency = imports
            $0.messageType = [.with { $0.name = "M" }]
        }
    }

    @Test func aFileComesFirstAndEachImportOnce() throws {
        let index = try DescriptorIndex(Self.bytes(Self.diamond))
        #expect(try index.file(named: "d")?.map(Self.name) == ["d", "b", "c", "a"])
        #expect(try index.file(declaring: "p.b.M")?.map(Self.name) == ["b", "a"])
        #expect(index.file(named: "e") == nil && index.file(declaring: "p.b") == nil)
    }

    @Test func importsInACircleEnd() throws {
        var files = Self.diamond
        files[0].dependency = ["d"]
        let index = try DescriptorIndex(Self.bytes(files))
        #expect(try index.file(named: "a")?.map(Self.name) == ["a", "d", "b", "c"])
    }

    @Test func everyDeclarationIsFound() throws {
        let file = Mintmark_Descriptors_FileDescriptorProto.with {
            $0.name = "f"
            $0.package = "p"
            $0.messageType = [
                .with {
                    $0.name = "M"
                    $0.field = [.with { $0.name = "field" }]
                    $0.nestedType = [.with { $0.name = "N" }]
                    $0.enumType = [
                        .with {
                            $0.name = "E"
                            $0.value = [.with { $0.name = "VALUE" }]
                        }
                    ]
                }
            ]
            $0.enumType = [.with { $0.name = "E" }]
            $0.service = [
                .with {
                    $0.name = "S"
                    $0.method = [.with { $0.name = "Method" }]
                }
            ]
        }
        let index = try DescriptorIndex(Self.bytes([file]))
        for symbol in ["p.M", "p.M.field", "p.M.N", "p.M.E", "p.M.VALUE", "p.E", "p.S", "p.S.Method"] {
            #expect(index.file(declaring: symbol) != nil, "\(symbol)")
        }
        for symbol in ["", "p", "M", ".p.M", "p.M.E.VALUE", "p.S.method"] {
            #expect(index.file(declaring: symbol) == nil, "\(symbol)")
        }
        #expect(index.messages == ["p.M", "p.M.N"])
    }

    @Test func bytesThatAreNoDescriptorsAreRefused() throws {
        #expect(throws: (any Error).self) { try DescriptorIndex([0xFF]) }
        let broken =
            try Mintmark_Descriptors_FileDescriptorSet.with { $0.file = [.init([0xFF])] }.serializedBytes() as [UInt8]
        #expect(throws: (any Error).self) { try DescriptorIndex(broken) }
    }

    @Test func whatTheProgramCarriesDescribesItsServices() throws {
        let index = try DescriptorIndex.embedded()
        let services = [ClientMethods.service, OrganizationMethods.service, HealthMethods.service]
        for service in services + ReflectionMethods.services { #expect(index.file(declaring: service) != nil) }
        let reflection = ReflectionMethods(
            index: index, services: services, streams: StreamLimit(maximum: 1), logger: Logger(label: "test"))
        let answer = reflection.answer(.with { $0.listServices = "*" })
        #expect(answer.listServicesResponse.service.map(\.name) == services)
    }
}
