import StoredRows

/// Rows for tables that the stores fill in the course of their work, with texts and bytes that a copy could spoil.
enum SampleRows {
    private static let odd = "tab\t line\n return\r back\\slash \\N \"quotes\" 'single' ünï 🗝 {} ?"
    private static let bytes: StoredValue = .bytes([0, 1, 9, 10, 13, 92, 255])

    static let all: [(StoredTable, [[StoredValue]])] = [
        (.installation, [[1, "fingerprint"]]),
        (
            .organizations,
            [
                [11, .text(odd), "external", "{\"a\":\"b\"}", .null, "https://logo.example", 1, 2, .null],
                [12, "", .null, "{}", .text(odd), .null, 1, .integer(.max), "1000/3600:warn"],
            ]
        ),
        (
            .clients,
            [[61, 11, .text(odd), "", "[]", "[]", "[]", 3600, 1, 2, "DISABLED", "[\"10.0.0.0/8\"]", "5/60"]]
        ),
        (
            .clientSecrets,
            [
                [21, 61, "hmac-sha-256", bytes, "abcd", "ACTIVE", 1, 2, .null, 0, .null],
                [22, 61, "hmac-sha-256", .bytes([]), "", "INACTIVE", 1, 2, 9, 8, "2001:db8::1"],
            ]
        ),
        (.signingKeys, [[31, "RS256", "active", bytes, 1, 2, .null, 86_400]]),
        (
            .revocations,
            [[41, "client", "m2morg_61", 5, 6, 7, .text(odd)], [43, "everything", "", 5, 6, 7, ""]]
        ),
        (
            .webhooks,
            [
                [51, "https://hook.example", "[]", .text(odd), "ENABLED", bytes, .null, .null, .null, 1, 2],
                [52, "https://hook.example", "[\"client.*\"]", "", "ENABLED", bytes, .bytes([]), 5, 6, 1, 2],
            ]
        ),
        (
            .webhookDeliveries,
            [
                [1, 51, 2, "client.created", "PENDING", 0, 5, .null, .null, .null, 1],
                [4, 52, 3, "client.created", "FAILED", 9, .null, 5, 500, .text(odd), 1],
            ]
        ),
        (.secretExpiryNotices, [[22, 9]]),
    ]
}
