/// A recorded piece of work.
package struct FinishedSpan: Equatable, Sendable {
    package var context: SpanContext
    /// `nil` where the trace begins.
    package var parent: SpanID?
    /// Whether the parent is of another process.
    package var hasRemoteParent: Bool
    package var name: String
    package var kind: SpanKind
    /// In nanoseconds since 1970.
    package var start: UInt64
    /// In nanoseconds since 1970; not before ``start``.
    package var end: UInt64
    package var attributes: [SpanAttribute]
    /// Whether the work failed for a reason that is this side's to fix.
    package var isError: Bool

    package init(
        context: SpanContext, parent: SpanID? = nil, hasRemoteParent: Bool = false, name: String, kind: SpanKind,
        start: UInt64, end: UInt64, attributes: [SpanAttribute] = [], isError: Bool = false
    ) {
        self.context = context
        self.parent = parent
        self.hasRemoteParent = hasRemoteParent
        self.name = name
        self.kind = kind
        self.start = start
        self.end = end
        self.attributes = attributes
        self.isError = isError
    }
}
