import OAuthCore
import StoredRows

/// The lists whose sizes are kept in `list_sizes`, so that a page costs the same in a long list.
enum ListSize {
    case organizations
    /// The clients of an organization, or of the environment.
    case clients(OrganizationID?)

    private var number: StoredValue {
        switch self {
        case .organizations: -1
        case .clients(let organization): .integer(organization?.number ?? 0)
        }
    }

    func read(_ db: Connection) throws -> Int {
        Int(try db.number("SELECT size FROM list_sizes WHERE list = ?", [number]) ?? 0)
    }

    /// Counts rows that were added, or removed below zero.
    func add(_ count: Int, _ db: Connection) throws {
        try db.run(
            """
            INSERT INTO list_sizes (list, size) VALUES (?, ?)
            ON CONFLICT (list) DO UPDATE SET size = list_sizes.size + excluded.size
            """, [number, .integer(Int64(count))])
    }

    /// The list itself is gone.
    func remove(_ db: Connection) throws {
        try db.run("DELETE FROM list_sizes WHERE list = ?", [number])
    }
}
