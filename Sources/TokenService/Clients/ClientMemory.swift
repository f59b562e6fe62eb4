import OAuthCore

/// The records of clients by their numbers, as many as there is room for: the one that has been there for the longest makes
/// room. Every step takes the same short time however many there are, and looking one up changes nothing.
struct ClientMemory: Sendable {
    private let capacity: Int
    private var records: [Int64: ClientRecord] = [:]
    /// The numbers of all records, each at the place that its record knows.
    private var places: [Int64] = []
    /// The place of the next one to make room: behind it are those that came before, from the oldest on.
    private var hand = 0

    /// - Parameter capacity: 1 or more.
    init(capacity: Int) {
        self.capacity = max(1, capacity)
    }

    var count: Int { records.count }
    var isFull: Bool { records.count >= capacity }

    subscript(number: Int64) -> ClientRecord? { records[number] }

    /// Keeps a record, in the place of an older one of the same client.
    /// - Returns: whether another client made room for it.
    @discardableResult
    mutating func keep(_ record: ClientRecord) -> Bool {
        let number = record.id.number
        var record = record
        if let place = records[number]?.place {
            record.place = place
            records[number] = record
            return false
        }
        guard isFull else {
            record.place = Int32(places.count)
            places.append(number)
            records[number] = record
            return false
        }
        if hand >= places.count { hand = 0 }
        records[places[hand]] = nil
        places[hand] = number
        record.place = Int32(hand)
        records[number] = record
        hand += 1
        return true
    }

    /// Forgets a client. The last one takes its place, so that none stays empty.
    mutating func remove(_ number: Int64) {
        guard let place = records.removeValue(forKey: number)?.place, let last = places.popLast(), last != number
        else { return }
        places[Int(place)] = last
        records[last]?.place = place
    }

    mutating func removeAll() {
        self = ClientMemory(capacity: capacity)
    }
}
