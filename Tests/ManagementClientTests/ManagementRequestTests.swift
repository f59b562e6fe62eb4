import JOSE
import OAuthCore
import Testing

@testable import ManagementClient

@Suite struct ManagementRequestTests {
    @Test func organizationRoutes() throws {
        let id = try Fixture.segment("org_1")
        #expect(ManagementRequest.organization(id).target == "/api/v1/organizations/org_1")
        #expect(ManagementRequest.deleteOrganization(id).method == .delete)
        let external = ManagementRequest.organization(externalID: try Fixture.segment("crm/42 ü:search"))
        #expect(external.target == "/api/v1/organizations:external/crm%2F42%20%C3%BC%3Asearch")
        let search = PagedList.organizations(matching: "A&B+c").request(PageQuery(size: 5, token: "t=="))
        #expect(search.target == "/api/v1/organizations:search?query=A%26B%2Bc&page_size=5&page_token=t%3D%3D")
        #expect(PagedList.organizations.request(PageQuery()).target == "/api/v1/organizations")
    }

    @Test func clientRoutesOfBothOwners() throws {
        let organization = ClientOwner.organization(try Fixture.segment("org_1"))
        let client = try Fixture.segment("m2morg_2")
        #expect(
            ManagementRequest.client(client, of: organization).target == "/api/v1/organizations/org_1/clients/m2morg_2")
        #expect(ManagementRequest.client(client, of: .environment).target == "/api/v1/clients/m2morg_2")
        #expect(PagedList.clients(of: .environment).request(PageQuery(size: 2)).target == "/api/v1/clients?page_size=2")
    }

    @Test func secretRoutes() throws {
        let client = try Fixture.segment("m2morg_2")
        let secret = try Fixture.segment("sks_3")
        let create = ManagementRequest.createSecret(ofClient: client, of: .environment)
        #expect(create.method == .post)
        #expect(create.body == nil)
        #expect(create.target == "/api/v1/clients/m2morg_2/secrets")
        let off = ManagementRequest.setStatus(.inactive, ofSecret: secret, ofClient: client, of: .environment)
        #expect(off.method == .patch)
        #expect(off.target == "/api/v1/clients/m2morg_2/secrets/sks_3")
        #expect(off.body == ["status": "INACTIVE"])
        let time = Timestamp(seconds: 1_800_000_000)
        let limited = ManagementRequest.createSecret(ofClient: client, of: .environment, expireTime: time)
        #expect(limited.body == ["expire_time": .string(time.description)])
        let rotate = ManagementRequest.rotateSecrets(ofClient: client, of: .environment, overlap: 60)
        #expect(rotate.target == "/api/v1/clients/m2morg_2/secrets:rotate")
        #expect(rotate.body == ["overlap": 60])
        let endless = ManagementRequest.setExpireTime(nil, ofSecret: secret, ofClient: client, of: .environment)
        #expect(endless.body == ["expire_time": .null])
        let delete = ManagementRequest.deleteSecret(secret, ofClient: client, of: .environment)
        #expect(delete.target == "/api/v1/clients/m2morg_2/secrets/sks_3")
        let force = ManagementRequest.deleteSecret(secret, ofClient: client, of: .environment, isForced: true)
        #expect(force.target == "/api/v1/clients/m2morg_2/secrets/sks_3?force=true")
        #expect(
            PagedList.secrets(unusedFor: 60, expiringWithin: nil).request(PageQuery()).target
                == "/api/v1/secrets?unused_for=60")
    }

    @Test func keyRoutes() {
        #expect(ManagementRequest.keys.target == "/api/v1/keys")
        #expect(ManagementRequest.rotateKeys(announcing: nil).body == [:])
        #expect(ManagementRequest.rotateKeys(announcing: "ES256").body == ["algorithm": "ES256"])
        #expect(ManagementRequest.rotateKeys(announcing: nil).target == "/api/v1/keys:rotate")
    }

    @Test(arguments: ["", ".", ".."]) func segmentsThatWouldAddressSomethingElse(text: String) {
        #expect(PathSegment(text) == nil)
    }

    @Test func updateSendsOnlyWhatIsGivenAndNullToClear() throws {
        let id = try Fixture.segment("org_1")
        let update = ManagementRequest.updateOrganization(
            id, OrganizationFields(externalID: "", metadata: [], slug: "a"))
        #expect(update.body == ["external_id": .null, "metadata": .null, "slug": "a"])
        let fields = ClientFields(scopes: [], audience: ["https://a"], lifetime: Lifetime(seconds: 0))
        let client = ManagementRequest.updateClient(id, fields, of: .environment)
        #expect(client.body == ["scopes": .null, "audience": ["https://a"], "expiry": .null])
        #expect(ClientFields().isEmpty)
        #expect(!fields.isEmpty)
    }

    @Test func creationLeavesEmptyFieldsOut() throws {
        let pair = try #require(KeyValuePair("tier=a=b"))
        let fields = ClientFields(
            name: "Sync", description: "", scopes: ["a", "b"], customClaims: [pair], lifetime: Lifetime("15m"))
        let body: JSONValue = [
            "name": "Sync", "scopes": ["a", "b"], "custom_claims": [["key": "tier", "value": "a=b"]], "expiry": 900,
        ]
        #expect(ManagementRequest.createClient(fields, of: .environment).body == body)
        let organization = OrganizationFields(name: "Acme", metadata: [pair])
        #expect(
            ManagementRequest.createOrganization(organization).body
                == ["display_name": "Acme", "metadata": ["tier": "a=b"]])
    }
}
