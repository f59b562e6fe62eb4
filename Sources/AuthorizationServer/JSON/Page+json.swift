import JOSE
import OAuthCore

extension Page {
    /// As the management API shows a list: the items under `name`, and where to go on.
    func json(_ name: String, _ item: (Item) -> JSONValue) -> JSONValue {
        [
            name: .array(items.map(item)), "total_size": .integer(Int64(totalCount)),
            "next_page_token": .string(next?.token ?? ""), "prev_page_token": .string(previous?.token ?? ""),
        ]
    }
}
