/// Takes a stream of server-sent events (WHATWG HTML §9.2.6) apart, however its bytes are cut.
struct ServerSentEvents {
    /// One event.
    struct Event: Equatable {
        /// `event`; `message` when the stream gives none.
        var name = "message"
        /// The `data` lines with line feeds between.
        var data: [UInt8] = []
    }

    private let maximumSize: Int
    private var line: [UInt8] = []
    private var event = Event()
    private var hasData = false
    private var isAfterCarriageReturn = false

    /// - Parameter maximumSize: the largest line and the most data of an event, in bytes.
    init(maximumSize: Int) {
        self.maximumSize = maximumSize
    }

    /// Takes the next bytes of the stream.
    /// - Returns: the events that are now complete.
    /// - Throws: ``RevocationFault`` `tooLarge`.
    mutating func events(from bytes: [UInt8]) throws(RevocationFault) -> [Event] {
        var events: [Event] = []
        for byte in bytes {
            defer { isAfterCarriageReturn = byte == 0x0D }
            if byte == 0x0A, isAfterCarriageReturn { continue }
            guard byte == 0x0A || byte == 0x0D else {
                guard line.count < maximumSize else { throw .tooLarge }
                line.append(byte)
                continue
            }
            if line.isEmpty {
                if hasData { events.append(event) }
                event = Event()
                hasData = false
            } else {
                try take(line)
                line.removeAll(keepingCapacity: line.count < 4096)
            }
        }
        return events
    }

    private mutating func take(_ line: [UInt8]) throws(RevocationFault) {
        let colon = line.firstIndex(of: UInt8(ascii: ":")) ?? line.endIndex
        let name = line[..<colon]
        var value = line[colon...].dropFirst()
        if value.first == 0x20 { value = value.dropFirst() }
        if name.elementsEqual("event".utf8) {
            event.name = String(decoding: value, as: UTF8.self)
        } else if name.elementsEqual("data".utf8) {
            guard event.data.count + value.count < maximumSize else { throw .tooLarge }
            if hasData { event.data.append(0x0A) }
            event.data.append(contentsOf: value)
            hasData = true
        }
    }
}
