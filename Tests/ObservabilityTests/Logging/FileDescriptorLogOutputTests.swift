import Dispatch
import Foundation
import Observability
import Testing

struct FileDescriptorLogOutputTests {
    /// Lines of very different lengths, some longer than a pipe holds; each tells who wrote it and how long it is.
    private static func line(writer: Int, number: Int) -> [UInt8] {
        let length = number % 10 == 0 ? 100_000 : (number * 37) % 5000
        return Array("\(writer) \(number) \(String(repeating: "\(writer)", count: length))\n".utf8)
    }

    @Test(arguments: [false, true])
    func linesOfSeveralThreadsNeverMix(nonBlocking: Bool) throws {
        var ends: [Int32] = [0, 0]
        try #require(pipe(&ends) == 0)
        let (reader, writer) = (ends[0], ends[1])
        if nonBlocking {
            try #require(fcntl(writer, F_SETFL, O_NONBLOCK) == 0)
        }
        let output = FileDescriptorLogOutput(descriptor: writer)
        let group = DispatchGroup()
        for number in 0..<4 {
            // Threads of their own: they block while the pipe is full.
            DispatchQueue(label: "writer \(number)").async(group: group) {
                for line in 0..<50 { output.emit(Self.line(writer: number, number: line)) }
            }
        }
        group.notify(queue: .global()) { close(writer) }

        var received: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while case let count = read(reader, &chunk, chunk.count), count > 0 {
            received.append(contentsOf: chunk[..<count])
        }
        close(reader)

        #expect(received.last == UInt8(ascii: "\n"))
        var next = [0, 0, 0, 0]
        for line in received.dropLast().split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            let number = Int(try #require(line.first) - UInt8(ascii: "0"))
            try #require(next.indices.contains(number))
            #expect(Array(line) + [UInt8(ascii: "\n")] == Self.line(writer: number, number: next[number]))
            next[number] += 1
        }
        #expect(next == [50, 50, 50, 50])
    }

    @Test func lineThatCannotBeWrittenIsDropped() {
        FileDescriptorLogOutput(descriptor: -1).emit(Array("lost\n".utf8))
    }
}
