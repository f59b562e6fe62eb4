/// One thing that is said of a span, with a name of OpenTelemetry's semantic conventions or one that begins with
/// `mintmark.`. Never a secret, a token or an `Authorization` header.
package enum SpanAttribute: Equatable, Sendable {
    case text(String, String)
    case number(String, Int64)
}
