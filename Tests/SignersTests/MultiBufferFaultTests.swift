#if canImport(COpenSSL)
    import JOSE
    import Synchronization
    import Testing

    @testable import Signers

    /// Faults below the signer, as a processor would make them.
    @Suite(.enabled(if: SignersTests.available.contains(.multiBuffer), "needs AVX-512 IFMA and make accelerate"))
    struct MultiBufferFaultTests {
        /// The library with something wrong in it from the second call on, since the first ones are the self-test.
        private func library(
            after calls: Int, _ fault: @escaping @Sendable (UnsafeMutablePointer<UInt8>) -> Bool
        ) throws -> MultiBufferLibrary {
            var library = try MultiBufferLibrary.find(nil)
            let sound = library.privateOperation
            let count = Atomic<Int>(0)
            let counter = Counter(count)
            library.privateOperation = { input, output, key in
                guard sound(input, output, key) else { return false }
                return counter.next() < calls || fault(output)
            }
            return library
        }

        private final class Counter: Sendable {
            private let value: Atomic<Int>
            init(_ value: consuming Atomic<Int>) { self.value = value }
            func next() -> Int { value.add(1, ordering: .relaxed).oldValue }
        }

        /// What the self-test calls.
        private static let selfTestCalls = 4

        @Test(arguments: [(0, 0x80), (255, 0x01), (1000, 0x10), (2047, 0xFF)])
        func aFaultySignatureIsMadeAnew(offset: Int, bits: UInt8) throws {
            let faults = Counter(Atomic(0))
            let library = try library(after: Self.selfTestCalls) { output in
                output[offset] ^= bits
                return true
            }
            let key = try PrivateKey(generatingFor: .rs256)
            let signer = try Signers(library) { _ = faults.next() }.signer(for: key)
            #expect(signer.name == "multi-buffer")
            let messages = SignersTests.randomMessages(8)
            #expect(try signer.signatures(for: messages) == key.signatures(for: messages))
            #expect(faults.next() == 1)
        }

        @Test func aCallThatFailsIsMadeAnew() throws {
            let library = try library(after: Self.selfTestCalls) { _ in false }
            let key = try PrivateKey(generatingFor: .rs256)
            let messages = SignersTests.randomMessages(8)
            let signatures = try Signers(library) {}.signer(for: key).signatures(for: messages)
            #expect(try signatures == key.signatures(for: messages))
        }

        /// Every lane holds the signature of another message: valid, and wrong.
        @Test func signaturesOfOtherMessagesAreFound() throws {
            let library = try library(after: Self.selfTestCalls) { output in
                for offset in 0..<256 { swap(&output[offset], &output[offset + 256]) }
                return true
            }
            let key = try PrivateKey(generatingFor: .rs256)
            let messages = SignersTests.randomMessages(8)
            let signatures = try Signers(library) {}.signer(for: key).signatures(for: messages)
            #expect(try signatures == key.signatures(for: messages))
        }

        @Test func aLibraryThatSignsWronglyIsNotTaken() throws {
            let library = try library(after: 0) { output in
                output[700] ^= 1
                return true
            }
            let key = try PrivateKey(generatingFor: .rs256)
            #expect(throws: SignerUnavailable.self) { try Signers(library) {}.signer(for: key) }
        }

        @Test func fewMessagesAreSignedSingly() throws {
            let calls = Counter(Atomic(0))
            let library = try library(after: 0) { _ in
                _ = calls.next()
                return true
            }
            let signer = try Signers(library) {}.signer(for: PrivateKey(generatingFor: .rs256))
            let before = calls.next()
            _ = try signer.signatures(for: [[1]])
            #expect(calls.next() == before + 1)
            _ = try signer.signatures(for: SignersTests.randomMessages(9))
            // Eight together, one alone; the figures are one apart because asking counts too.
            #expect(calls.next() == before + 3)
        }
    }
#endif
