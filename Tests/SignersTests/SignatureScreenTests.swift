#if canImport(COpenSSL)
    import Crypto
    import Foundation
    import JOSE
    import Synchronization
    import Testing

    @testable import Signers

    /// Signatures that are checked together, with faults below the check.
    @Suite struct SignatureScreenTests {
        private struct Bench {
            let key: PrivateKey
            let openSSL: OpenSSLSigner
            let opened: OpenSSLPrivateKey

            init() throws {
                key = try PrivateKey(generatingFor: .rs256)
                opened = try OpenSSLPrivateKey(key)
                openSSL = try OpenSSLSigner(opened, algorithm: .rs256)
            }

            /// - Parameters:
            ///   - misread: changes what a digest is made of, so that a right signature of another message comes out.
            ///   - fault: changes what was signed.
            func signer(
                faultFound: @escaping @Sendable () -> Void = {},
                misread: @escaping @Sendable ([UInt8]) -> [UInt8] = { $0 },
                _ fault: @escaping @Sendable (inout [[UInt8]]) -> Void
            ) throws -> ScreenedSigner {
                let publicKey = try key.publicKey
                return ScreenedSigner(
                    screen: try SignatureScreen(opened),
                    sign: { [openSSL] messages in
                        var signatures = try openSSL.signatures(for: messages.map(misread))
                        fault(&signatures)
                        return signatures
                    }, publicKey: publicKey, single: CheckedSigner(openSSL, publicKey: publicKey),
                    faultFound: faultFound)
            }
        }

        private final class Count: Sendable {
            private let value = Atomic<Int>(0)
            func add() { value.add(1, ordering: .relaxed) }
            var now: Int { value.load(ordering: .relaxed) }
        }

        @Test(arguments: 1...9) func rightSignaturesPass(count: Int) throws {
            let bench = try Bench()
            let screen = try SignatureScreen(bench.opened)
            let messages = SignersTests.randomMessages(count)
            let digests = messages.map { SHA256.hash(data: $0) }
            // More than once, since a context is used again.
            for _ in 0..<3 {
                #expect(try screen.passes(try bench.openSSL.signatures(ofDigests: digests), of: digests))
            }
        }

        @Test func anyChangedBitIsSeen() throws {
            let bench = try Bench()
            let screen = try SignatureScreen(bench.opened)
            let digests = SignersTests.randomMessages(8).map { SHA256.hash(data: $0) }
            let right = try bench.openSSL.signatures(ofDigests: digests)
            for index in right.indices {
                for _ in 0..<40 {
                    var signatures = right
                    signatures[index][Int.random(in: 0..<256)] ^= 1 << UInt8.random(in: 0..<8)
                    #expect(try !screen.passes(signatures, of: digests))
                }
            }
        }

        /// Faults of the same kind in many signatures of a batch do not make up for each other.
        @Test func manyFaultsAreSeen() throws {
            let bench = try Bench()
            let screen = try SignatureScreen(bench.opened)
            let digests = SignersTests.randomMessages(8).map { SHA256.hash(data: $0) }
            let right = try bench.openSSL.signatures(ofDigests: digests)
            let faults: [(inout [UInt8]) -> Void] = [
                { $0[255] ^= 1 }, { $0[0] ^= 0x10 }, { $0 = [UInt8](repeating: 0, count: 256) },
                { $0 = [UInt8](repeating: 0xFF, count: 256) }, { $0.swapAt(100, 200) }, { $0.removeLast() },
                { $0.append(0) }, { $0 = [UInt8](repeating: 0, count: 255) + [1] },
            ]
            for (number, fault) in faults.enumerated() {
                for count in 1...8 {
                    var signatures = right
                    for index in 0..<count { fault(&signatures[index]) }
                    #expect(try !screen.passes(signatures, of: digests), "fault \(number) in \(count)")
                }
            }
            #expect(try !screen.passes(Array(right.dropLast()), of: digests))
        }

        @Test(arguments: 2...8) func aFaultySignatureIsMadeAnewAndCounted(count: Int) throws {
            let bench = try Bench()
            let faults = Count()
            let signer = try bench.signer(faultFound: faults.add) { $0[$0.count - 1][20] ^= 0x10 }
            let messages = SignersTests.randomMessages(count)
            #expect(try signer.signatures(for: messages) == bench.key.signatures(for: messages))
            #expect(faults.now == 1)
        }

        /// The signature is one of the key, but of a digest that the message does not have.
        @Test func aDigestThatWasWrongWhenItWasSignedIsFound() throws {
            let bench = try Bench()
            let messages = SignersTests.randomMessages(8)
            let faults = Count()
            let signer = try bench.signer(
                faultFound: faults.add, misread: { $0 == messages[5] ? $0 + [0] : $0 }, { _ in })
            #expect(try signer.signatures(for: messages) == bench.key.signatures(for: messages))
            #expect(faults.now == 1)
        }

        @Test func everySignatureMayBeFaulty() throws {
            let bench = try Bench()
            let faults = Count()
            let signer = try bench.signer(faultFound: faults.add) { signatures in
                for index in signatures.indices { signatures[index][index] ^= 1 }
            }
            let messages = SignersTests.randomMessages(11)
            #expect(try signer.signatures(for: messages) == bench.key.signatures(for: messages))
            #expect(faults.now == 11)
        }

        @Test func signaturesThatAreMissingAreNotMadeUp() throws {
            let bench = try Bench()
            let signer = try bench.signer { $0.removeLast() }
            #expect(throws: CheckedSigner.FaultySignature.self) {
                try signer.signatures(for: SignersTests.randomMessages(3))
            }
        }

        /// A key whose exponent cannot be had, over and over: what was made before is freed again.
        @Test func aContextThatCannotBeMadeLeavesNothingBehind() throws {
            struct Fault: Error {}
            let opened = try Bench().opened
            func fail(times: Int) {
                for _ in 0..<times {
                    #expect(throws: Fault.self) {
                        try ScreeningContext { name in
                            guard name == "n" else { throw Fault() }
                            return try opened.number(name)
                        }
                    }
                }
            }
            fail(times: 1000)
            let before = try Self.residentBytes()
            fail(times: 50_000)
            // 50 bytes of each would be half of this; a modulus alone has 256.
            #expect(try Self.residentBytes() - before < 5_000_000)
        }

        private static func residentBytes() throws -> Int {
            let status = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8)
            return try #require(Int(status.split(separator: " ")[1])) * 4096
        }
    }
#endif
