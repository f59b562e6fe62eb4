import JOSE

@testable import MintmarkValidator

/// Claims that are read straight from the bytes are those that the tree gives; what the tree refuses is never read.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzClaims(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = input(start, count)
    for isComplete in [true, false] {
        guard
            let plain = bytes.withUnsafeBufferPointer({
                PlainClaimsReader.read($0, isComplete: isComplete, expected: expected)
            })
        else { continue }
        let tree = try? StandardClaims(VerifiedPayload(bytes: bytes).json(), isComplete: isComplete)
        require(tree != nil, "what the tree refuses is read")
        require(tree == plain, "the tree reads it otherwise")
    }
    return 0
}

private let expected = ExpectedTexts(issuers: ["https://a.example"], audiences: ["https://api.example"])
