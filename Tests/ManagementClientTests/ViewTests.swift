import JOSE
import Testing

@testable import ManagementClient

@Suite struct ViewTests {
    static let client = #"""
        {"client_id":"m2morg_913056040078864858","name":"Sync","description":"","organization_id":"org_1",
        "scopes":["orders:read","orders:write"],"audience":["https://api.example.com"],
        "custom_claims":[{"key":"tier","value":"gold"}],"expiry":"900","secrets":[
        {"id":"sks_1","secret_suffix":"fcWg","status":"ACTIVE","create_time":"2026-11-24T12:00:03Z",
        "update_time":"2026-11-24T12:00:03Z","last_used_time":"2026-11-24T12:00:03Z"},
        {"id":"sks_2","secret_suffix":"eg4J","status":"INACTIVE","create_time":"2026-11-24T12:00:04Z",
        "update_time":"2026-11-24T12:00:04Z","last_used_time":"2026-11-25T00:00:00Z"}],
        "create_time":"2026-11-24T12:00:03.25Z","update_time":"2026-11-24T12:00:03.25Z"}
        """#

    @Test func organizations() throws {
        let list = try Fixture.json(
            #"{"organizations":[{"id":"org_1","display_name":"Acme","create_time":"2026-11-24T12:00:03.250Z"}]}"#)
        #expect(
            try OrganizationView.list(list, width: nil)
                == "ID     NAME  EXTERNAL ID  CREATED\norg_1  Acme  –            2026-11-24 12:00:03Z\n")
        #expect(try OrganizationView.list(["organizations": []], width: nil) == "no organizations\n")
        let details = try OrganizationView.details(
            ["organization": ["id": "org_1", "metadata": ["plan": "gold"], "external_id": .null]])
        #expect(details.contains("organization  org_1\n"))
        #expect(details.contains("metadata      plan=gold\n"))
        #expect(details.contains("external id   –\n"))
    }

    @Test func clientListFitsATerminal() throws {
        let document = try Fixture.json(#"{"clients":[\#(Self.client)]}"#)
        let text = try ClientView.list(document, width: 80)
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 })
        #expect(text.contains("m2morg_913056040078864858  Sync  orders:read, orders:write  15m       2\n"))
    }

    @Test func clientDetailsAndSecrets() throws {
        let text = try ClientView.details(try Fixture.json(#"{"client":\#(Self.client)}"#), width: nil)
        #expect(text.contains("custom claims      tier=gold\n"))
        #expect(text.contains("description        –\n"))
        #expect(text.contains("sks_1      fcWg     ACTIVE    2026-11-24 12:00:03Z  never\n"))
        #expect(text.contains("sks_2      eg4J     INACTIVE  2026-11-24 12:00:04Z  2026-11-25 00:00:00Z\n"))
        #expect(!text.contains("EXPIRES"))
    }

    @Test func restrictionsAreShownAsOptionsTakeThem() throws {
        let client =
            #"{"client":{"client_id":"m2morg_1","status":"INACTIVE","allowed_addresses":["10.0.0.0/8","::1"],"#
            + #""quota":{"tokens":5,"period":60,"mode":"warn"},"secrets":[]}}"#
        let text = try ClientView.details(try Fixture.json(client), width: nil)
        #expect(text.contains("status             INACTIVE\n"))
        #expect(text.contains("allowed addresses  10.0.0.0/8, ::1\n"))
        #expect(text.contains("token quota        5/60:warn\n"))
    }

    @Test func aNewSecretIsShownOnceAndSaysSo() throws {
        let text = try ClientView.created(try Fixture.json(#"{"client":\#(Self.client),"plain_secret":"acme_x"}"#))
        #expect(text.components(separatedBy: "acme_x") == 2)
        #expect(text.contains("will not be shown again"))
        let secret = try SecretView.created(["secret": ["id": "sks_3"], "plain_secret": "acme_y"])
        #expect(secret.components(separatedBy: "acme_y") == 2)
        #expect(throws: CommandFailure.self) { try SecretView.created(["secret": ["id": "sks_3"]]) }
    }

    @Test func aUsedSecretSaysWhereFrom() throws {
        let used: JSONValue = [
            "id": "sks_1", "secret_suffix": "fcWg", "status": "ACTIVE", "create_time": "2026-11-24T12:00:03Z",
            "last_used_time": "2026-11-24T12:00:03Z", "last_used_address": "192.0.2.1",
        ]
        let list = try SecretView.list(["secrets": [used]], width: nil)
        #expect(list.contains("FROM") && list.contains("192.0.2.1") && !list.contains("never"))
        #expect(try SecretView.details(["secret": used]).contains("192.0.2.1"))
        let row: JSONValue = .object((used.members ?? []) + [.init("client_id", "skc_9"), .init("client_name", "CI")])
        let across = try SecretView.listAcrossClients(["secrets": [row]], width: nil)
        #expect(across.contains("skc_9      CI      –"))
        let none: JSONValue = ["secret": used, "plain_secret": "acme_z", "ending": []]
        #expect(try SecretView.rotated(none, width: nil).contains("no other secret was in force"))
    }

    @Test func keys() throws {
        let document = try Fixture.json(
            """
            {"keys":[
            {"key_id":"snk_1","algorithm":"RS256","state":"RETIRING","publish_time":"2026-01-01T00:00:00Z",
            "activate_time":"2026-01-02T00:00:00Z","switch_time":"2026-01-03T00:00:00Z","remove_time":"2026-01-04T00:00:00Z"},
            {"key_id":"snk_2","algorithm":"RS256","state":"ACTIVE","publish_time":"2026-01-01T00:00:00Z",
            "activate_time":"2026-01-03T00:00:00Z"},
            {"key_id":"snk_3","algorithm":"ES256","state":"ANNOUNCED","publish_time":"2026-01-05T00:00:00Z"}]}
            """)
        let text = """
            KEY ID  ALG    STATE      SINCE                 REMOVED
            snk_1   RS256  RETIRING   2026-01-03 00:00:00Z  2026-01-04 00:00:00Z
            snk_2   RS256  ACTIVE     2026-01-03 00:00:00Z  –
            snk_3   ES256  ANNOUNCED  2026-01-05 00:00:00Z  –

            """
        #expect(try KeyView.list(document, width: nil) == text)
        #expect(KeyView.signingKey(document) == "snk_2")
    }

    @Test func anAnswerWithoutItsListIsAFault() {
        let failure = #expect(throws: CommandFailure.self) { try KeyView.list([:], width: nil) }
        #expect(failure?.message == #"the server's answer has no "keys""#)
    }
}

extension String {
    /// How many parts `separator` cuts the text into.
    fileprivate func components(separatedBy separator: String) -> Int {
        split(separator: separator, omittingEmptySubsequences: false).count
    }
}
