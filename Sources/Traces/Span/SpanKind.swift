/// On which side of a call a span is.
package enum SpanKind: Sendable {
    case `internal`
    case server
    case client
}
