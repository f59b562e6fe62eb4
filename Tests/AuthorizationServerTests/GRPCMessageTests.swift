import HummingbirdCore
import ManagementMessages
import NIOCore
import OAuthCore
import SwiftProtobuf
import Testing

@testable import AuthorizationServer

@Suite struct GRPCMessageTests {
    @Test func aFrameHoldsOneWholeMessage() throws {
        #expect(try Request.message(inFrame: [0, 0, 0, 0, 0]) == [])
        #expect(try Request.message(inFrame: [0, 0, 0, 0, 2, 7, 8]) == [7, 8])
    }

    @Test(
        arguments: [
            [], [0, 0, 0, 0], [0, 0, 0, 0, 1], [0, 0, 0, 0, 1, 7, 8], [1, 0, 0, 0, 0], [0, 255, 255, 255, 255],
            [255, 0, 0, 0, 1, 7],
        ] as [[UInt8]])
    func everyOtherFrameIsRefused(body: [UInt8]) {
        #expect(throws: WireError.self) { try Request.message(inFrame: body) }
    }

    @Test func messagesAreTakenOneByOneHoweverTheyCome() throws {
        let messages: [[UInt8]] = [[], [1], [2, 3], [UInt8](repeating: 4, count: 300)]
        var bytes: [UInt8] = []
        for message in messages {
            bytes += [0, 0, 0, UInt8(message.count >> 8), UInt8(message.count & 255)] + message
        }
        for size in [1, 2, 5, 7, 64, bytes.count] {
            var buffer = ByteBuffer()
            var taken: [[UInt8]] = []
            for start in stride(from: 0, to: bytes.count, by: size) {
                buffer.writeBytes(bytes[start..<min(start + size, bytes.count)])
                while let message = try Request.takeMessage(from: &buffer) { taken.append(message) }
            }
            #expect(taken == messages)
            #expect(buffer.readableBytes == 0)
        }
    }

    @Test func aRefusedCallNamesWhomItIsAbout() {
        typealias Request = Scalekit_V1_Clients_DeleteOrganizationClientRequest
        let whole = Request.with {
            $0.organizationID = "org_1"
            $0.clientID = "m2morg_2"
        }.auditSubject
        #expect(whole.organization?.description == "org_1" && whole.client?.description == "m2morg_2")
        let wrong = Request.with { $0.organizationID = "a secret, perhaps" }.auditSubject
        #expect(wrong.organization == nil && wrong.client == nil)
        let byName = Scalekit_V1_Organizations_GetOrganizationRequest.with { $0.externalID = "org_1" }.auditSubject
        #expect(byName.organization == nil)
    }

    @Test(arguments: [
        ("20S", Duration.seconds(20)), ("1H", .seconds(3600)), ("2M", .seconds(120)), ("20000m", .seconds(20)),
        ("5u", .microseconds(5)), ("99999999n", .nanoseconds(99_999_999)),
    ])
    func timeoutsAreRead(text: String, duration: Duration) {
        #expect(GRPCTimeout.read(text) == duration)
    }

    @Test(arguments: ["", "S", "20", "20s", "123456789S", "-1S", "+1S", "1.5S", " 1S", "٣S"])
    func whatIsNoTimeoutIsNot(text: String) {
        #expect(GRPCTimeout.read(text) == nil)
    }

    @Test func anEmptyUpdateKeepsEverything() throws {
        #expect(ClientUpdate(.init()) == ClientUpdate())
        #expect(try OrganizationUpdate(Scalekit_V1_Organizations_UpdateOrganizationRequest()) == OrganizationUpdate())
    }

    @Test func aMaskLimitsAndClears() throws {
        var request = Scalekit_V1_Organizations_UpdateOrganizationRequest()
        request.organization.displayName = "a"
        request.organization.slug = "b"
        request.updateMask.paths = ["slug", "external_id"]
        var expected = OrganizationUpdate()
        expected.slug = .set("b")
        expected.externalID = .clear
        #expect(try OrganizationUpdate(request) == expected)
        request.updateMask.paths = ["id"]
        #expect(throws: InvalidFields.self) { try OrganizationUpdate(request) }
    }

    @Test func timesKeepTheirMilliseconds() {
        for milliseconds in [0, 1, 999, 1000, -1, -1000, 1_795_540_102_281] as [Int64] {
            let message = Timestamp(milliseconds: milliseconds).message
            #expect(message.seconds * 1000 + Int64(message.nanos) / 1_000_000 == milliseconds)
            #expect((0..<1_000_000_000).contains(message.nanos))
        }
    }
}
