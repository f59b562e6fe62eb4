import JOSE
import Testing

@testable import ManagementClient

@Suite struct AuditViewTests {
    private let event: JSONValue = [
        "sequence": 7, "time": "2026-11-24T12:00:03.250Z", "action": "client.updated", "subject": "skc_2",
        "actor": "skc_1", "address": "192.0.2.1", "request_id": "req_1",
        "details": ["scopes": ["from": ["a"], "to": ["a", "b\u{1B}"]], "count": 3],
    ]

    @Test func anEventIsOneLine() {
        #expect(
            AuditView.line(event)
                == "2026-11-24 12:00:03Z  client.updated  skc_2  by skc_1  from 192.0.2.1  req_1  "
                + "scopes: [\"a\"] → [\"a\",\"b\\u001b\"], count=3\n")
        let bare: JSONValue = [
            "time": "2026-11-24T12:00:03Z", "action": "signing_key.removed", "subject": "snk_1", "actor": "mintmark",
            "address": .null, "request_id": .null, "details": [:],
        ]
        #expect(AuditView.line(bare) == "2026-11-24 12:00:03Z  signing_key.removed  snk_1  by mintmark\n")
    }

    @Test func eventsAreATable() throws {
        let text = try AuditView.list(["audit_events": [event]], width: nil)
        #expect(text.hasPrefix("NUMBER  TIME                  ACTION          SUBJECT  ACTOR  ADDRESS    DETAILS\n7  "))
        #expect(try AuditView.list(["audit_events": []], width: nil) == "no events\n")
    }

    @Test func verificationSaysWhatIsWrong() throws {
        let whole: JSONValue = [
            "intact": true, "first_sequence": 1, "last_sequence": 9, "mark": "9:abc", "fault": .null,
        ]
        #expect(
            try AuditView.verification(whole)
                == "audit log     intact\nfirst event   1\nnewest event  9\nmark          9:abc\n")
        let broken: JSONValue = [
            "intact": false, "first_sequence": 1, "last_sequence": 5, "mark": .null, "fault": "event 6 is missing",
        ]
        #expect(try AuditView.verification(broken).contains("NOT INTACT\nfault         event 6 is missing\n"))
        #expect(try !AuditView.isIntact(broken))
    }

    @Test func inspection() throws {
        let document: JSONValue = [
            "client": try Fixture.json(ViewTests.client), "effective_audience": ["https://api.example.com"],
            "effective_lifetime": 900,
            "tokens": [
                "issued_last_hour": 3, "issued_last_day": 40, "issued_last_week": 500, "may_be_alive": 4,
                "last_issue_time": "2026-11-24T12:00:03Z", "last_expire_time": "2026-11-24T12:15:03Z",
            ],
        ]
        let text = try InspectionView.details(document, width: nil)
        #expect(text.contains("may do          orders:read, orders:write\n"))
        #expect(text.contains("token lifetime  15m\n"))
        #expect(text.contains("  last 7 days    500\n"))
        #expect(text.contains("may be alive     at most 4, the last one until 2026-11-24 12:15:03Z\n"))
        #expect(text.contains("sks_1"))
        let none = try Fixture.json(#"{"client":{"secrets":[]},"tokens":{"may_be_alive":0}}"#)
        #expect(try InspectionView.details(none, width: nil).contains("may be alive     none\n"))
    }
}
