import CPostgreSQL
package import OAuthCore
package import Stores

/// Where the server is and how to log in: the connection URL of libpq (PostgreSQL, 34.1.1.2).
package struct ServerAddress: Sendable {
    private let url: Secret<String>
    /// The server and the database, without user and password, for messages.
    package let place: String
    /// How long a statement may take, or wait for a lock, in milliseconds.
    private var statementTimeout: Int

    /// In how many seconds it must take a connection, whatever the URL says; `nil` for what that says, or five.
    private var connectTimeout: Int?

    /// The same server, given less time to take a connection: for finding out whether it answers at all.
    var impatient: ServerAddress {
        var address = self
        address.connectTimeout = 3
        return address
    }

    /// The same server, with as much time as anything takes.
    var withoutTimeouts: ServerAddress {
        var address = self
        address.statementTimeout = 0
        return address
    }

    /// - Parameter statementTimeout: how long a statement may take at most.
    /// - Throws: ``StoreError`` `unavailable` for what is no such URL. The URL is not repeated: it holds a password.
    package init(_ url: Secret<String>, statementTimeout: Duration = .seconds(10)) throws(StoreError) {
        let text = url.reveal()
        guard Self.isURL(text), let options = PQconninfoParse(text, nil) else {
            throw StoreError(
                .unavailable,
                """
                must be a connection URL of PostgreSQL, postgres://user:password@host:port/database, \
                with %40 for an @ in the password and so on
                """)
        }
        let values = Self.values(options)
        PQconninfoFree(options)
        self.url = url
        let host = values["host"] ?? values["hostaddr"] ?? "the default socket"
        let database = values["dbname"] ?? values["user"] ?? "the user's database"
        place = "\(database) at \(host)" + (values["port"].map { ", port \($0)" } ?? "")
        self.statementTimeout = Int(statementTimeout.milliseconds)
    }

    private static func values(_ options: UnsafeMutablePointer<PQconninfoOption>) -> [String: String] {
        var values: [String: String] = [:]
        var option = options
        while let keyword = option.pointee.keyword {
            if let value = option.pointee.val { values[String(cString: keyword)] = String(cString: value) }
            option += 1
        }
        return values
    }

    /// Whether the text is a URL of PostgreSQL, valid or not.
    package static func isURL(_ text: String) -> Bool {
        text.hasPrefix("postgres://") || text.hasPrefix("postgresql://")
    }

    /// The settings of every session. Times are limited so that a server that hangs is noticed, and the server looks for a
    /// node that vanished without a word, whose locks others wait for; `synchronous_commit` is set
    /// because an acknowledged write must survive a crash, whatever the server's default is.
    var sessionSettings: String {
        """
        SET search_path = mintmark; SET statement_timeout = \(statementTimeout); \
        SET lock_timeout = \(statementTimeout); SET idle_in_transaction_session_timeout = \(2 * statementTimeout); \
        SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 3; SET tcp_keepalives_count = 3; \
        SET client_min_messages = warning; SET bytea_output = hex; \
        SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'
        """
    }

    /// How long the answer to a statement is waited for: a little longer than the server takes to give a statement up.
    var answerTimeout: Duration { .milliseconds(statementTimeout + 2000) }

    /// Connects, be it in vain. What stands behind the URL cannot be overridden by it, what stands before it can.
    func connect() -> OpaquePointer? {
        var parameters: [(String, String)] = [
            ("connect_timeout", "5"), ("application_name", "mintmark"), ("keepalives_idle", "10"),
            ("keepalives_interval", "3"), ("keepalives_count", "3"), ("tcp_user_timeout", "15000"),
            ("target_session_attrs", "read-write"), ("dbname", url.reveal()), ("client_encoding", "UTF8"),
        ]
        if let connectTimeout { parameters.append(("connect_timeout", String(connectTimeout))) }
        let names = CStrings()
        let values = CStrings()
        for (name, value) in parameters {
            names.append(Array(name.utf8))
            values.append(Array(value.utf8))
        }
        names.appendNil()
        values.appendNil()
        return withExtendedLifetime((names, values)) { PQconnectdbParams(names.pointers, values.pointers, 1) }
    }
}
