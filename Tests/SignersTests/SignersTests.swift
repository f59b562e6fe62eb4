import JOSE
import Testing

@testable import Signers

@Suite struct SignersTests {
    static let rsaAlgorithms = [JWSAlgorithm.rs256, .ps256]

    /// The signers that work on this machine.
    static let available = SignerName.allCases.filter { name in
        guard let signers = try? Signers(name) else { return false }
        return name != .multiBuffer || signers.batchingProblem == nil
    }

    /// 0 to 3000 bytes, so that digests of one and of many blocks are among them.
    static func randomMessages(_ count: Int) -> [[UInt8]] {
        (0..<count).map { _ in (0..<Int.random(in: 0...3000)).map { _ in UInt8.random(in: 0...255) } }
    }

    @Test(arguments: available)
    func theSignaturesOfAllSignersAreEqual(name: SignerName) throws {
        let key = try PrivateKey(generatingFor: .rs256)
        let signer = try Signers(name).signer(for: key)
        #expect(signer.name == name.rawValue)
        for count in 1...17 {
            let messages = Self.randomMessages(count)
            #expect(try signer.signatures(for: messages) == key.signatures(for: messages), "\(count) messages")
        }
        #expect(try signer.signatures(for: []).isEmpty)
    }

    @Test(arguments: available, JWSAlgorithm.all)
    func everySignatureFitsItsMessageAndNoOther(name: SignerName, algorithm: JWSAlgorithm) throws {
        let key = try PrivateKey(generatingFor: algorithm)
        let signer = try Signers(name).signer(for: key)
        #expect(signer.algorithm == algorithm)
        #expect(signer.checksItsSignatures == (algorithm.keyType == .rsa))
        let messages = Self.randomMessages(11)
        let signatures = try signer.signatures(for: messages)
        #expect(signatures.count == messages.count)
        let publicKey = try key.publicKey
        for (index, signature) in signatures.enumerated() {
            #expect(publicKey.isValid(signature, for: messages[index]))
            #expect(!publicKey.isValid(signature, for: messages[index] + [0]))
        }
    }

    @Test(arguments: available)
    func threadsShareASigner(name: SignerName) async throws {
        let key = try PrivateKey(generatingFor: .rs256)
        let signer = try Signers(name).signer(for: key)
        let publicKey = try key.publicKey
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    try (1...12).allSatisfy { count in
                        let messages = Self.randomMessages(count)
                        let signatures = try signer.signatures(for: messages)
                        return zip(signatures, messages).allSatisfy { publicKey.isValid($0, for: $1) }
                    }
                }
            }
            for try await isRight in group { #expect(isRight) }
        }
    }

    @Test(arguments: SignerName.allCases)
    func onlyRSAKeysHaveAChoice(name: SignerName) throws {
        guard let signers = try? Signers(name) else { return }
        for algorithm in [JWSAlgorithm.es256, .edDSA] {
            #expect(try signers.signer(for: PrivateKey(generatingFor: algorithm)).name == "swift-crypto")
        }
    }

    @Test func theFastestThatWorksIsTaken() throws {
        let key = try PrivateKey(generatingFor: .rs256)
        #expect(try Signers().signer(for: key).name == Self.available.last?.rawValue)
    }

    @Test(arguments: ["/nowhere/libmintmark_multi_buffer.so", "/proc/self/exe", "/dev/null"])
    func aLibraryThatCannotBeUsedIsOnlyMissedWhenItIsDemanded(path: String) throws {
        let key = try PrivateKey(generatingFor: .rs256)
        let signers = try Signers(library: path)
        #expect(try signers.signer(for: key).name != "multi-buffer")
        #if os(Linux)
            #expect(signers.batchingProblem?.contains(path) == true)
        #endif
        let problem = try #require(throws: SignerUnavailable.self) { try Signers(.multiBuffer, library: path) }
        #expect(problem.description.hasPrefix("the signer multi-buffer cannot be used: "))
    }

    @Test func anotherLibraryIsNotTaken() throws {
        let problem = #expect(throws: SignerUnavailable.self) { try Signers(.multiBuffer, library: "libc.so.6") }
        #expect(problem != nil)
    }
}
