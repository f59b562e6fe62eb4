import Testing

@testable import mintmark

@Suite struct AllowedProcessorsTests {
    @Test(
        arguments: [
            ("0", 1), ("0-1", 2), ("3,5-8,12", 6), ("0-65535", 65_536), ("\t0-3 ", 4), ("", nil), ("a", nil),
            ("3-1", nil),
            ("1-2-3", nil), ("-", nil), ("99999", nil),
        ] as [(String, Int?)])
    func whatTheKernelSaysIsCounted(list: String, count: Int?) {
        let status = "Name:\tmintmark\nCpus_allowed:\tff\nCpus_allowed_list:\t\(list)\nMems_allowed_list:\t0-9\n"
        #expect(AllowedProcessors.count(status) == count)
    }

    @Test func nothingIsKnownWithoutTheLine() {
        #expect(AllowedProcessors.count("Name:\tmintmark\n") == nil)
        #expect(AllowedProcessors.count("") == nil)
    }
}
