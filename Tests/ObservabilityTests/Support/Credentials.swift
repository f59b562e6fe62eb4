/// Credentials as callers may send them, each with the part that must not be seen.
enum Credentials {
    static let base62 = "4fGh7Jk2Lm9Np3Qr5St8Uv1Wx6Yz0Ab4Cd7Ef2Gh9"

    static let secrets: [String] = [
        "acme_live_" + base62,
        "acme_" + base62.prefix(32),
        "A_" + base62.prefix(32),
        "a__" + base62,
        "brand2_test_eu_" + base62 + base62,
    ]

    static let tokens: [String] = [
        "eyJhbGciOiJSUzI1NiIsInR5cCI6ImF0K2p3dCJ9.eyJzdWIiOiJtMm1vcmdfMSJ9.c2lnbmF0dXJlLV8",
        "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.",
        "eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..aXYtXy0.Y2lwaGVydGV4dA.dGFn",
        "eyJ-_0.a.b",
    ]

    static let values: [String] = ["dGVzdDpwYXNz", "abc.def-ghi_jkl~mno+pqr/stu==", "x", "h\u{E9}llo,world;more'"]
}
