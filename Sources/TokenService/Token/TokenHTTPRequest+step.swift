import Traces

extension TokenHTTPRequest {
    /// Does a step of the request, as a span of its own when the request is recorded.
    func step<Value>(_ name: String, _ work: () throws -> Value) throws -> Value {
        guard let step = span?.child(name) else { return try work() }
        do {
            let value = try work()
            step.end()
            return value
        } catch {
            // The refusal is the outcome of the request, not a fault of the server.
            step.end([.text("error.type", "\(type(of: error))")])
            throw error
        }
    }
}
