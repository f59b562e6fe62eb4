import Stores

/// The checks that the cases are made of.
enum Requirement {
    static func holds(
        _ condition: Bool, _ claim: String, file: String = #fileID, line: Int = #line
    ) throws(ContractViolation) {
        guard condition else { throw ContractViolation("it must hold that \(claim)", at: .here(file, line)) }
    }

    static func equal<Value: Equatable>(
        _ found: Value, _ expected: Value, _ what: String, file: String = #fileID, line: Int = #line
    ) throws(ContractViolation) {
        guard found != expected else { return }
        throw ContractViolation("\(what) must be \(expected), not \(found)", at: .here(file, line))
    }

    static func present<Value>(
        _ value: Value?, _ what: String, file: String = #fileID, line: Int = #line
    ) throws(ContractViolation) -> Value {
        guard let value else { throw ContractViolation("\(what) must be there", at: .here(file, line)) }
        return value
    }

    /// `body` fails with a ``StoreError`` of this code, about this field.
    static func fails(
        _ code: StoreError.Code, field: String? = nil, file: String = #fileID, line: Int = #line,
        _ body: () async throws -> Void
    ) async throws(ContractViolation) {
        let place = ContractPlace.here(file, line)
        do {
            try await body()
        } catch let error as StoreError {
            guard error.code == code, field == nil || error.field == field else {
                let found = "\(error.code) of \(error.field ?? "no field"): \(error)"
                throw ContractViolation(
                    "the failure must be \(code) of \(field ?? "any field"), not \(found)", at: place)
            }
            guard !error.reason.isEmpty else { throw ContractViolation("the failure must give a reason", at: place) }
            return
        } catch {
            throw ContractViolation("the failure must be a StoreError \(code), not \(error)", at: place)
        }
        throw ContractViolation("it must fail with \(code)", at: place)
    }

    /// `body` fails with the error that a change threw, as it was thrown.
    static func refuses(
        file: String = #fileID, line: Int = #line, _ body: () async throws -> Void
    ) async throws(ContractViolation) {
        let place = ContractPlace.here(file, line)
        do {
            try await body()
        } catch is RefusedChange {
            return
        } catch {
            throw ContractViolation("the error of the change must come through unchanged, not \(error)", at: place)
        }
        throw ContractViolation("the error of the change must come through", at: place)
    }
}
