#if os(Linux)
    import Foundation
    import Testing

    @testable import Observability

    @Suite(.serialized)
    struct ProcessFiguresTests {
        @Test func figuresAreThoseOfThisProcess() throws {
            let registry = PrometheusRegistry()
            ProcessFigures.register(in: registry)
            let exposition = try ExpositionReader.read(registry.exposition())
            let memory = try #require(exposition.value("process_resident_memory_bytes"))
            #expect((1_000_000...100_000_000_000).contains(memory))
            #expect(memory.remainder(dividingBy: 4096) == 0)
            #expect(try #require(exposition.value("process_cpu_seconds_total")) >= 0)
            #expect(try #require(exposition.value("process_open_fds")) >= 3)
            // The start is known to the tick and the boot time to the second.
            let age = Date().timeIntervalSince1970 - (try #require(exposition.value("process_start_time_seconds")))
            #expect((-2...86_400).contains(age))
            #expect(exposition.family("process_cpu_seconds_total")?.type == "counter")
            #expect(exposition.family("process_open_fds")?.type == "gauge")
        }

        @Test func openFilesAreCounted() throws {
            // Other tests open and close files at the same time, but not hundreds.
            let before = try #require(ProcessFigures.openFileDescriptors())
            let opened = (0..<300).map { _ in open("/dev/null", O_RDONLY) }
            let during = try #require(ProcessFigures.openFileDescriptors())
            opened.forEach { close($0) }
            #expect(during - before >= 200)
        }

        @Test func processorTimeGrowsWithWork() throws {
            let before = try #require(ProcessFigures.cpuSeconds())
            var work: UInt64 = 0
            // The clock ticks a hundred times a second.
            while try #require(ProcessFigures.cpuSeconds()) <= before {
                for number in 0..<100_000 as Range<UInt64> { work = work &* 31 &+ number }
            }
            #expect(work != 1)
        }

        @Test(arguments: ["mintmark", "a b", "a) S 1 1 (", "((", "))", ""])
        func nameOfTheProgramDoesNotShiftTheFields(_ name: String) {
            let numbers = (4...52).map(String.init).joined(separator: " ")
            let status = ProcessStatus("123 (\(name)) S \(numbers)\n")
            #expect(status?.cpuTicks == 14 + 15)
            #expect(status?.startTicks == 22)
        }

        @Test(arguments: [
            "", ")", "1 (a) S", "1 (a) S 1 2 3", "1 a S 1", "1 (a) S " + String(repeating: "x ", count: 50),
        ])
        func textOfAnotherFormIsRefused(_ text: String) {
            #expect(ProcessStatus(text) == nil)
        }

        @Test(arguments: ["/proc/self/no-such-file", "/", ""])
        func fileThatCannotBeReadGivesNothing(_ path: String) {
            #expect(ProcFile.read(path) == nil)
        }
    }
#endif
