import HummingbirdCore
import ManagementMessages
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
