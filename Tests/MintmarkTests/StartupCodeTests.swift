import Testing

@testable import mintmark

@Suite struct StartupCodeTests {
    @Test(
        arguments: [
            (
                "7f41b7644000-7f41b779a000 r-xp 00026000 fe:00 1234      /usr/lib/libc.so.6",
                0x7F41_B764_4000..<0x7F41_B779_A000
            ),
            ("1000-2000 r-xp 00000000 fe:00 1 /opt/with space/mintmark", 0x1000..<0x2000),
        ] as [(Substring, Range<UInt>)])
    func codeOfFilesIsFound(line: Substring, range: Range<UInt>) {
        #expect(StartupCode.codeRange(line) == range)
    }

    /// What is written to, or has no file behind it, would be lost.
    @Test(
        arguments: [
            "7f41b779a000-7f41b77ee000 r--p 0017c000 fe:00 1234 /usr/lib/libc.so.6",
            "7f41b77f2000-7f41b77f4000 rw-p 001d3000 fe:00 1234 /usr/lib/libc.so.6",
            "7f41b77f2000-7f41b77f4000 rwxp 001d3000 fe:00 1234 /usr/lib/libc.so.6",
            "7ffd1b9f2000-7ffd1b9f4000 r-xp 00000000 00:00 0 [vdso]", "7f41b0000000-7f41b0110000 r-xp 00000000 00:00 0",
            "2000-1000 r-xp 00000000 fe:00 1 /file", "zz-yy r-xp 00000000 fe:00 1 /file", "",
        ] as [Substring])
    func nothingElseIsGivenUp(line: Substring) {
        #expect(StartupCode.codeRange(line) == nil)
    }

    @Test func aProgramRunsOn() {
        StartupCode.release()
        #expect([3, 1, 2].sorted().map(String.init).joined() == "123")
    }
}
