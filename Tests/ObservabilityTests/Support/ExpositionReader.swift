/// Reads the text format line by line and refuses whatever the format does not allow: a sample without its header, a
/// metric in two places, a series twice, a name with a wrong character, a wrong escape, a missing last newline.
struct ExpositionReader {
    struct Fault: Error {
        let line: String
        let reason: String
    }

    private var exposition = Exposition()
    private var seen: Set<String> = []

    static func read(_ bytes: [UInt8]) throws -> Exposition {
        guard let text = String(validating: bytes, as: UTF8.self) else { throw Fault(line: "", reason: "not UTF-8") }
        guard text.isEmpty || text.utf8.last == UInt8(ascii: "\n") else {
            throw Fault(line: text, reason: "no newline at the end")
        }
        var reader = ExpositionReader()
        var help: (name: String, text: String)?
        // By scalars, since "\r\n" is one Character.
        for scalars in text.unicodeScalars.split(separator: "\n") {
            let line = String(scalars)
            if let match = line.wholeMatch(
                of: /# HELP (?<name>[a-zA-Z_:][a-zA-Z0-9_:]*) (?<help>.*)/.dotMatchesNewlines())
            {
                guard help == nil else { throw Fault(line: line, reason: "a HELP without its TYPE came before") }
                help = (String(match.name), try unescaped(String(match.help), allowingQuote: false))
            } else if let match = line.wholeMatch(of: /# TYPE (?<name>\S+) (?<type>counter|gauge|histogram)/) {
                guard let known = help, known.name == match.name else { throw Fault(line: line, reason: "no HELP") }
                guard reader.exposition.family(known.name) == nil else { throw Fault(line: line, reason: "repeated") }
                reader.exposition.families.append(.init(name: known.name, help: known.text, type: String(match.type)))
                help = nil
            } else {
                guard help == nil else { throw Fault(line: line, reason: "a HELP without its TYPE came before") }
                try reader.sample(line)
            }
        }
        return reader.exposition
    }

    static func number(_ text: String) -> Double? {
        switch text {
        case "+Inf": .infinity
        case "-Inf": -.infinity
        case "NaN": .nan
        default: text.wholeMatch(of: /-?[0-9]+(\.[0-9]+)?(e[+-]?[0-9]+)?/) == nil ? nil : Double(text)
        }
    }

    private mutating func sample(_ line: String) throws {
        let pattern = /(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(\{(?<labels>.*)\})? (?<value>\S+)/
        guard let match = line.wholeMatch(of: pattern.dotMatchesNewlines().matchingSemantics(.unicodeScalar)),
            let value = Self.number(String(match.value))
        else { throw Fault(line: line, reason: "not a sample") }
        let name = String(match.name)
        guard var family = exposition.families.popLast() else { throw Fault(line: line, reason: "no header") }
        let names =
            family.type == "histogram" ? ["_bucket", "_sum", "_count"].map { family.name + $0 } : [family.name]
        guard names.contains(name) else { throw Fault(line: line, reason: "not of the metric \(family.name)") }
        let labels = try Self.labels(match.labels.map(String.init) ?? "", line: line)
        let identity = name + labels.sorted { $0.key < $1.key }.description
        guard seen.insert(identity).inserted else { throw Fault(line: line, reason: "this series came before") }
        family.samples.append(.init(name: name, labels: labels, value: value))
        exposition.families.append(family)
    }

    private static func labels(_ text: String, line: String) throws -> [String: String] {
        var labels: [String: String] = [:]
        var rest = text[...]
        let pattern = /(?<name>[a-zA-Z_][a-zA-Z0-9_]*)="(?<value>([^"\\]|\\.)*)"(,|$)/
        while !rest.isEmpty {
            guard let match = rest.prefixMatch(of: pattern.matchingSemantics(.unicodeScalar)) else {
                throw Fault(line: line, reason: "wrong labels")
            }
            let name = String(match.name)
            guard labels[name] == nil else { throw Fault(line: line, reason: "the label \(name) is repeated") }
            labels[name] = try unescaped(String(match.value), allowingQuote: true)
            rest = rest[match.range.upperBound...]
        }
        return labels
    }

    private static func unescaped(_ text: String, allowingQuote: Bool) throws -> String {
        var output = String.UnicodeScalarView()
        var scalars = text.unicodeScalars.makeIterator()
        while let scalar = scalars.next() {
            guard scalar == "\\" else {
                output.append(scalar)
                continue
            }
            switch scalars.next() {
            case "\\": output.append("\\")
            case "n": output.append("\n")
            case "\"" where allowingQuote: output.append("\"")
            default: throw Fault(line: text, reason: "wrong escape")
            }
        }
        return String(output)
    }
}
