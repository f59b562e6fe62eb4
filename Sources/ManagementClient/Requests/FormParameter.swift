/// One name and value of a query or of a form body (application/x-www-form-urlencoded).
struct FormParameter: Sendable, Equatable {
    let name: String
    let value: String

    init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }

    /// The parameters in their order, joined by `&`.
    static func encoded(_ parameters: [FormParameter]) -> String {
        parameters.map { PercentEncoding.encoded($0.name) + "=" + PercentEncoding.encoded($0.value) }
            .joined(separator: "&")
    }
}
