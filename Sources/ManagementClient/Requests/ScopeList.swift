/// Scopes as the command line takes them: an option that may be repeated, each with scopes apart by spaces or commas.
package enum ScopeList {
    /// The scopes in their order, each once.
    package static func scopes(in options: [String]) -> [String] {
        var seen: Set<String> = []
        return options.flatMap { $0.split { $0 == "," || $0.isWhitespace } }.map(String.init)
            .filter { seen.insert($0).inserted }
    }
}
