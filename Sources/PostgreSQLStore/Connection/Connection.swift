import CPostgreSQL
import StoredRows

/// One connection to a server. All calls block.
///
/// `@unchecked`: libpq allows any thread to use a connection, one at a time. Whoever holds a connection has it alone:
/// ``ConnectionPool`` hands each to one piece of work at a time, ``ChangeListener`` keeps its own.
final class Connection: @unchecked Sendable {
    /// The result of one statement.
    struct Answer {
        let rows: [[StoredValue]]
        /// How many rows a statement inserted, changed or deleted.
        let changes: Int
    }

    let handle: OpaquePointer
    /// How long an answer is waited for.
    let answerTimeout: Duration
    /// Is asked while an answer does not come; `nil` for who waits in any case.
    let reachability: Reachability?
    /// An answer did not come in time: what comes now belongs to a question that was given up.
    var isAbandoned = false
    /// The names of the statements that this connection has prepared, by their SQL.
    private var prepared: [String: String] = [:]

    /// The most prepared statements that are kept; the store has fewer.
    private static let preparedLimit = 400

    /// Connects and makes the session ready.
    /// - Throws: ``ServerFailure``.
    init(_ address: ServerAddress, reachability: Reachability? = nil) throws(ServerFailure) {
        guard let handle = address.connect() else {
            throw ServerFailure(state: nil, message: "out of memory", isConnectionLost: true)
        }
        self.handle = handle
        answerTimeout = address.answerTimeout
        self.reachability = reachability
        guard PQstatus(handle) == CONNECTION_OK else {
            let message = Self.text(PQerrorMessage(handle))
            throw ServerFailure(state: nil, message: message, isConnectionLost: true)
        }
        // Notices would go to the standard error stream.
        _ = PQsetNoticeReceiver(handle, { _, _ in }, nil)
        // So that a server which takes nothing is noticed too.
        _ = PQsetnonblocking(handle, 1)
        try run(address.sessionSettings)
    }

    deinit {
        PQfinish(handle)
    }

    var isUsable: Bool { !isAbandoned && PQstatus(handle) == CONNECTION_OK }
    var isInTransaction: Bool { PQtransactionStatus(handle) != PQTRANS_IDLE }
    var socket: Int32 { PQsocket(handle) }

    /// Runs statements without parameters.
    func run(_ sql: String) throws(ServerFailure) {
        let result = try answer(sent: PQsendQuery(handle, sql))
        defer { PQclear(result) }
        try check(result)
    }

    /// Runs one statement, prepared once for each connection.
    /// - Parameters:
    ///   - sql: with a `?` for each parameter; a `?` stands for nothing else.
    @discardableResult
    func run(_ sql: String, _ arguments: [StoredValue]) throws(ServerFailure) -> Answer {
        let name = try statement(sql)
        let parameters = try Self.parameters(arguments)
        let sent = withExtendedLifetime(parameters) {
            PQsendQueryPrepared(handle, name, Int32(arguments.count), parameters.pointers, nil, nil, 0)
        }
        let result = try answer(sent: sent)
        defer { PQclear(result) }
        try check(result)
        return Answer(rows: rows(of: result), changes: Int(Self.text(PQcmdTuples(result))) ?? 0)
    }

    /// The first column of the first row of what the last of some statements without parameters gives.
    func text(_ sql: String) throws(ServerFailure) -> String? {
        let result = PQexec(handle, sql)
        defer { PQclear(result) }
        try check(result)
        guard PQntuples(result) > 0, PQnfields(result) > 0, PQgetisnull(result, 0, 0) == 0 else { return nil }
        return Self.text(PQgetvalue(result, 0, 0))
    }

    /// Adds rows by `COPY`, the fastest way.
    func copy(_ rows: [[StoredValue]], into table: StoredTable) throws(ServerFailure) {
        let begin = PQexec(handle, "COPY \(table.name) (\(table.columns.joined(separator: ", "))) FROM STDIN")
        defer { PQclear(begin) }
        guard PQresultStatus(begin) == PGRES_COPY_IN else {
            try check(begin)
            throw lost()
        }
        let isSent = CopyText.bytes(rows).withUnsafeBytes { bytes in
            PQputCopyData(handle, bytes.bindMemory(to: CChar.self).baseAddress, Int32(bytes.count)) == 1
        }
        guard isSent, PQputCopyEnd(handle, nil) == 1 else { throw lost() }
        // The connection can be used again only after the last result.
        var failure: ServerFailure?
        while let result = PQgetResult(handle) {
            defer { PQclear(result) }
            do throws(ServerFailure) { try check(result) } catch { failure = error }
        }
        if let failure { throw failure }
    }

    /// The notifications that came, and forgets them.
    /// - Returns: whether there were any.
    func takeNotifications() throws(ServerFailure) -> Bool {
        guard PQconsumeInput(handle) == 1 else { throw lost() }
        var any = false
        while let notification = PQnotifies(handle) {
            any = true
            PQfreemem(notification)
        }
        return any
    }

    private func statement(_ sql: String) throws(ServerFailure) -> String {
        if let name = prepared[sql] { return name }
        if prepared.count >= Self.preparedLimit {
            try run("DEALLOCATE ALL")
            prepared = [:]
        }
        let name = "m\(prepared.count)"
        let result = try answer(sent: PQsendPrepare(handle, name, Self.numbered(sql), 0, nil))
        defer { PQclear(result) }
        try check(result)
        prepared[sql] = name
        return name
    }

    /// With `$1`, `$2` for the question marks.
    private static func numbered(_ sql: String) -> String {
        var text = ""
        var number = 0
        for character in sql {
            guard character == "?" else {
                text.append(character)
                continue
            }
            number += 1
            text += "$\(number)"
        }
        return text
    }

    /// As the server reads them.
    private static func parameters(_ values: [StoredValue]) throws(ServerFailure) -> CStrings {
        let strings = CStrings()
        for value in values {
            guard let text = text(value) else {
                strings.appendNil()
                continue
            }
            guard !text.contains(0) else {
                throw ServerFailure(
                    state: "22021", message: "a text holds a NUL character, which PostgreSQL does not store",
                    isConnectionLost: false)
            }
            strings.append(text)
        }
        return strings
    }

    private static func text(_ value: StoredValue) -> [UInt8]? {
        switch value {
        case .null: nil
        case .integer(let number): Array("\(number)".utf8)
        case .text(let string), .foreign(let string): Array(string.utf8)
        case .bytes(let bytes): Hexadecimal.text(bytes)
        }
    }

    /// The types of columns (pg_type.dat).
    private enum TypeID {
        static let bytes: Oid = 17
        static let integers: Set<Oid> = [20, 21, 23]
        static let texts: Set<Oid> = [25, 1043, 19, 18]
    }

    private func rows(of result: OpaquePointer?) -> [[StoredValue]] {
        let columns = (0..<PQnfields(result)).map { ($0, PQftype(result, $0)) }
        return (0..<PQntuples(result)).map { row in
            columns.map { column, type in
                guard PQgetisnull(result, row, column) == 0 else { return .null }
                let bytes = UnsafeBufferPointer(
                    start: PQgetvalue(result, row, column), count: Int(PQgetlength(result, row, column))
                )
                if type == TypeID.bytes {
                    return Hexadecimal.bytes(bytes).map(StoredValue.bytes) ?? .foreign("bytes")
                }
                let text = String(decoding: bytes.map { UInt8(bitPattern: $0) }, as: UTF8.self)
                if TypeID.integers.contains(type) { return Int64(text).map(StoredValue.integer) ?? .foreign(text) }
                return TypeID.texts.contains(type) ? .text(text) : .foreign(text)
            }
        }
    }

    private func check(_ result: OpaquePointer?) throws(ServerFailure) {
        switch PQresultStatus(result) {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY: return
        default: break
        }
        guard let result else { throw lost() }
        // The letters of PG_DIAG_SQLSTATE, PG_DIAG_MESSAGE_PRIMARY and PG_DIAG_CONSTRAINT_NAME, which are macros.
        throw ServerFailure(
            state: Self.field("C", of: result),
            message: Self.field("M", of: result) ?? Self.text(PQresultErrorMessage(result)),
            constraint: Self.field("n", of: result), isConnectionLost: !isUsable)
    }

    private static func field(_ code: Unicode.Scalar, of result: OpaquePointer) -> String? {
        guard let value = PQresultErrorField(result, Int32(code.value)) else { return nil }
        return text(value)
    }

    func lost() -> ServerFailure {
        ServerFailure(state: nil, message: Self.text(PQerrorMessage(handle)), isConnectionLost: true)
    }

    private static func text(_ pointer: UnsafePointer<CChar>?) -> String {
        guard let pointer else { return "" }
        // On one line, for logs.
        return String(cString: pointer).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
