import GRDB
import OAuthCore

/// The lists whose sizes triggers keep in `list_sizes`.
enum ListSize {
    case organizations
    /// The clients of an organization, or of the environment.
    case clients(OrganizationID?)

    private var number: Int64 {
        switch self {
        case .organizations: -1
        case .clients(let organization): organization?.number ?? 0
        }
    }

    func read(_ db: Database) throws -> Int {
        let statement = try db.cachedStatement(sql: "SELECT size FROM list_sizes WHERE list = ?")
        return try Int.fetchOne(statement, arguments: [number]) ?? 0
    }
}
