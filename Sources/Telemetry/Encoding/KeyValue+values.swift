import Observability
import TelemetryMessages
import Traces

typealias KeyValue = Opentelemetry_Proto_Common_V1_KeyValue
typealias Resource = Opentelemetry_Proto_Resource_V1_Resource
typealias InstrumentationScope = Opentelemetry_Proto_Common_V1_InstrumentationScope

extension KeyValue {
    /// What looks like a credential is redacted, since callers may choose what stands in a value.
    init(_ name: String, _ value: String) {
        self.init()
        key = name
        self.value.stringValue = Redaction.redact(value)
    }

    init(_ attribute: SpanAttribute) {
        switch attribute {
        case .text(let name, let value): self.init(name, value)
        case .number(let name, let value):
            self.init()
            key = name
            self.value.intValue = value
        }
    }
}

extension Resource {
    init(_ attributes: [NameAndValue]) {
        self.init()
        self.attributes = attributes.map { KeyValue($0.name, $0.value) }
    }
}
