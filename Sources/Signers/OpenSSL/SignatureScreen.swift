#if canImport(COpenSSL)
    import COpenSSL
    import Crypto
    import Synchronization

    /// Checks RS256 signatures of one key together (fault screening: Bellare, Garay and Rabin 1998): the product of the
    /// signatures, raised to the public exponent, must be the product of the encoded messages. One power for all of them,
    /// where checking each takes one each. Why that is enough against faults: docs/decisions/0009.
    final class SignatureScreen: Sendable {
        private let key: OpenSSLPrivateKey
        private let prefix: [UInt8]
        /// Those that no thread uses now.
        private let idle: Mutex<[ScreeningContext]>

        /// - Throws: ``OpenSSLFailure``.
        init(_ key: OpenSSLPrivateKey) throws {
            self.key = key
            let first = try ScreeningContext(key)
            prefix = EncodedMessage.prefix(size: first.size)
            idle = Mutex([first])
        }

        /// Whether no signature is faulty. When it is not, each has to be looked at by itself.
        func passes(_ signatures: [[UInt8]], of digests: [SHA256Digest]) throws -> Bool {
            guard signatures.count == digests.count else { return false }
            let context = try idle.withLock { $0.popLast() } ?? ScreeningContext(key)
            defer { idle.withLock { $0.append(context) } }
            return try context.passes(signatures, of: digests.map { prefix + $0 })
        }
    }

    /// The numbers with which one thread at a time screens.
    ///
    /// Whoever uses it has taken it out of the pool of ``SignatureScreen``, so no two threads do at once: hence
    /// `@unchecked`.
    private final class ScreeningContext: @unchecked Sendable {
        /// Of the modulus, in bytes.
        let size: Int
        private let context: OpaquePointer
        private let montgomery: OpaquePointer
        private let numbers: Numbers
        /// R, R², R³ and so on for Montgomery's R: a product of n factors that begins with the n-th one is the plain
        /// product, since each multiplication takes one R away.
        private var powers: [OpaquePointer] = []

        private struct Numbers {
            let modulus: OpaquePointer
            let exponent: OpaquePointer
            let factor: OpaquePointer
            let product: OpaquePointer
            let messages: OpaquePointer

            var all: [OpaquePointer] { [modulus, exponent, factor, product, messages] }
        }

        /// - Throws: ``OpenSSLFailure``.
        init(_ key: OpenSSLPrivateKey) throws {
            guard let context = BN_CTX_new(), let montgomery = BN_MONT_CTX_new() else {
                throw OpenSSLFailure("BN_CTX_new")
            }
            self.context = context
            self.montgomery = montgomery
            numbers = Numbers(
                modulus: try key.number("n"), exponent: try key.number("e"), factor: try Self.number(),
                product: try Self.number(), messages: try Self.number())
            size = (Int(BN_num_bits(numbers.modulus)) + 7) / 8
            guard BN_MONT_CTX_set(montgomery, numbers.modulus, context) == 1 else {
                throw OpenSSLFailure("BN_MONT_CTX_set")
            }
        }

        deinit {
            for number in numbers.all + powers { BN_free(number) }
            BN_MONT_CTX_free(montgomery)
            BN_CTX_free(context)
        }

        func passes(_ signatures: [[UInt8]], of messages: [[UInt8]]) throws -> Bool {
            guard try multiply(signatures, into: numbers.product), try multiply(messages, into: numbers.messages) else {
                return false
            }
            // The result may take the place of the base.
            guard
                BN_mod_exp_mont(
                    numbers.product, numbers.product, numbers.exponent, numbers.modulus, context, montgomery) == 1
            else { throw OpenSSLFailure("BN_mod_exp_mont") }
            return BN_cmp(numbers.product, numbers.messages) == 0
        }

        /// - Returns: false when one of them is no residue of the modulus.
        private func multiply(_ factors: [[UInt8]], into product: OpaquePointer) throws -> Bool {
            guard BN_copy(product, try power(factors.count)) != nil else { throw OpenSSLFailure("BN_copy") }
            for factor in factors {
                guard BN_bin2bn(factor, Int32(factor.count), numbers.factor) != nil else {
                    throw OpenSSLFailure("BN_bin2bn")
                }
                guard factor.count == size, BN_cmp(numbers.factor, numbers.modulus) < 0 else { return false }
                guard BN_mod_mul_montgomery(product, product, numbers.factor, montgomery, context) == 1 else {
                    throw OpenSSLFailure("BN_mod_mul_montgomery")
                }
            }
            return true
        }

        /// R to the power of `exponent`, which is at least 1.
        private func power(_ exponent: Int) throws -> OpaquePointer {
            while powers.count < exponent {
                let next = try Self.number()
                let isCopied = powers.last.map { BN_copy(next, $0) != nil } ?? (BN_set_word(next, 1) == 1)
                powers.append(next)
                guard isCopied, BN_to_montgomery(next, next, montgomery, context) == 1 else {
                    throw OpenSSLFailure("BN_to_montgomery")
                }
            }
            return powers[exponent - 1]
        }

        private static func number() throws -> OpaquePointer {
            guard let number = BN_new() else { throw OpenSSLFailure("BN_new") }
            return number
        }
    }
#endif
