import Testing

@testable import ManagementClient

@Suite struct ConfirmationTests {
    @Test(arguments: ["yes", "y", "YES"]) func consent(answer: String) throws {
        var question = ""
        let confirmation = Confirmation(isGiven: false, canAsk: true) {
            question = $0
            return answer
        }
        try confirmation.require("delete the client m2morg_1")
        #expect(question == "Delete the client m2morg_1, for good? Type yes to go on: ")
    }

    @Test(arguments: ["no", "", "yess", nil]) func refusal(answer: String?) {
        let confirmation = Confirmation(isGiven: false, canAsk: true) { _ in answer }
        #expect(throws: CommandFailure("nothing was changed")) { try confirmation.require("delete x") }
    }

    @Test func nobodyToAsk() throws {
        let asked = Confirmation(isGiven: false, canAsk: false) { _ in "yes" }
        let failure = #expect(throws: CommandFailure.self) { try asked.require("delete x") }
        #expect(failure?.status == .usage)
        #expect(failure?.advice?.contains("--yes") == true)
        try Confirmation(isGiven: true, canAsk: false) { _ in nil }.require("delete x")
    }
}
