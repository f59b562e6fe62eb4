/// The text format of Prometheus as a strict reader understands it.
struct Exposition {
    struct Sample: Equatable {
        let name: String
        let labels: [String: String]
        let value: Double
    }

    struct Family {
        let name: String
        let help: String
        let type: String
        var samples: [Sample] = []
    }

    var families: [Family] = []

    /// The one sample of this name with exactly these labels.
    func value(_ name: String, _ labels: [String: String] = [:]) -> Double? {
        let found = families.flatMap(\.samples).filter { $0.name == name && $0.labels == labels }
        return found.count == 1 ? found.first?.value : nil
    }

    func family(_ name: String) -> Family? {
        families.first { $0.name == name }
    }

    /// The buckets of one histogram series, in the order of the text.
    func buckets(_ name: String, _ labels: [String: String] = [:]) -> [(bound: Double, count: Double)] {
        families.flatMap(\.samples).compactMap { sample in
            guard sample.name == name + "_bucket", let bound = sample.labels["le"].flatMap(ExpositionReader.number),
                sample.labels.filter({ $0.key != "le" }) == labels
            else { return nil }
            return (bound, sample.value)
        }
    }
}
