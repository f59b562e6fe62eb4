#if canImport(COpenSSL)
    import COpenSSL

    /// The numbers with which one thread at a time screens.
    ///
    /// Whoever uses it has taken it out of the pool of ``SignatureScreen``, so no two threads do at once: hence
    /// `@unchecked`.
    final class ScreeningContext: @unchecked Sendable {
        /// Of the modulus, in bytes.
        let size: Int
        private let context: Owned
        private let montgomery: Owned
        private let modulus: Owned
        private let exponent: Owned
        private let factor: Owned
        private let product: Owned
        private let messages: Owned
        /// R, R², R³ and so on for Montgomery's R: a product of n factors that begins with the n-th one is the plain
        /// product, since each multiplication takes one R away.
        private var powers: [Owned] = []

        /// What libcrypto made; freed with this, so also when an initialiser throws halfway.
        private final class Owned {
            let pointer: OpaquePointer
            private let free: (OpaquePointer) -> Void

            /// - Throws: ``OpenSSLFailure`` when there is nothing.
            init(_ pointer: OpaquePointer?, _ function: String, free: @escaping (OpaquePointer) -> Void) throws {
                guard let pointer else { throw OpenSSLFailure(function) }
                self.pointer = pointer
                self.free = free
            }

            deinit { free(pointer) }

            static func number(_ pointer: OpaquePointer? = BN_new()) throws -> Owned {
                try Owned(pointer, "BN_new") { BN_free($0) }
            }
        }

        /// - Parameter number: makes a number of the key, which is freed here: its modulus `n` and public exponent `e`.
        /// - Throws: ``OpenSSLFailure``, what `number` throws.
        init(_ number: (String) throws -> OpaquePointer) throws {
            context = try Owned(BN_CTX_new(), "BN_CTX_new") { BN_CTX_free($0) }
            montgomery = try Owned(BN_MONT_CTX_new(), "BN_MONT_CTX_new") { BN_MONT_CTX_free($0) }
            modulus = try .number(try number("n"))
            exponent = try .number(try number("e"))
            factor = try .number()
            product = try .number()
            messages = try .number()
            size = (Int(BN_num_bits(modulus.pointer)) + 7) / 8
            guard BN_MONT_CTX_set(montgomery.pointer, modulus.pointer, context.pointer) == 1 else {
                throw OpenSSLFailure("BN_MONT_CTX_set")
            }
        }

        func passes(_ signatures: [[UInt8]], of encodedMessages: [[UInt8]]) throws -> Bool {
            guard try multiply(signatures, into: product), try multiply(encodedMessages, into: messages) else {
                return false
            }
            // The result may take the place of the base.
            guard
                BN_mod_exp_mont(
                    product.pointer, product.pointer, exponent.pointer, modulus.pointer, context.pointer,
                    montgomery.pointer) == 1
            else { throw OpenSSLFailure("BN_mod_exp_mont") }
            return BN_cmp(product.pointer, messages.pointer) == 0
        }

        /// - Returns: false when one of them is no residue of the modulus.
        private func multiply(_ factors: [[UInt8]], into result: Owned) throws -> Bool {
            let (result, factor) = (result.pointer, factor.pointer)
            guard BN_copy(result, try power(factors.count)) != nil else { throw OpenSSLFailure("BN_copy") }
            for bytes in factors {
                guard BN_bin2bn(bytes, Int32(bytes.count), factor) != nil else { throw OpenSSLFailure("BN_bin2bn") }
                guard bytes.count == size, BN_cmp(factor, modulus.pointer) < 0 else { return false }
                guard BN_mod_mul_montgomery(result, result, factor, montgomery.pointer, context.pointer) == 1 else {
                    throw OpenSSLFailure("BN_mod_mul_montgomery")
                }
            }
            return true
        }

        /// R to the power of `exponent`, which is at least 1.
        private func power(_ exponent: Int) throws -> OpaquePointer {
            while powers.count < exponent {
                let next = try Owned.number()
                let last = powers.last?.pointer
                let isCopied =
                    last.map { BN_copy(next.pointer, $0) != nil } ?? (BN_set_word(next.pointer, 1) == 1)
                guard isCopied, BN_to_montgomery(next.pointer, next.pointer, montgomery.pointer, context.pointer) == 1
                else { throw OpenSSLFailure("BN_to_montgomery") }
                powers.append(next)
            }
            return powers[exponent - 1].pointer
        }
    }
#endif
