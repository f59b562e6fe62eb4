/// The issuers and audiences that a validator accepts, with their bytes, so that most tokens need no strings of their
/// own for them.
struct ExpectedTexts: Sendable {
    private struct Text: Sendable {
        let text: String
        let bytes: [UInt8]
        /// As the only element of a list, as audiences mostly are.
        let list: [String]

        init(_ text: String) {
            self.text = text
            bytes = Array(text.utf8)
            list = [text]
        }
    }

    private let issuers: [Text]
    private let audiences: [Text]

    init(issuers: [String], audiences: [String]) {
        self.issuers = issuers.map(Text.init)
        self.audiences = audiences.map(Text.init)
    }

    /// The issuer of exactly these bytes.
    func issuer(_ text: PlainText) -> String? {
        for issuer in issuers where issuer.bytes.withUnsafeBufferPointer(text.isEqual(to:)) { return issuer.text }
        return nil
    }

    /// The list of the one audience of exactly these bytes.
    func audience(_ text: PlainText) -> [String]? {
        for audience in audiences where audience.bytes.withUnsafeBufferPointer(text.isEqual(to:)) {
            return audience.list
        }
        return nil
    }
}
