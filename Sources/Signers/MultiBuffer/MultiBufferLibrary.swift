#if canImport(COpenSSL)
    import Glibc

    /// The functions of the library that `make accelerate` builds (Accelerate/multi_buffer.c). It is never required.
    ///
    /// Blocks are of 256 bytes, big-endian, eight of them behind each other.
    struct MultiBufferLibrary: Sendable {
        /// How many blocks one call takes.
        static let lanes = 8
        /// The bytes of one block.
        static let blockSize = 256
        /// The name of the file.
        static let fileName = "libmintmark_multi_buffer.so"
        private static let version: Int32 = 1

        /// The library cannot be used; the text says why.
        struct Unusable: Error, CustomStringConvertible {
            let description: String
        }

        typealias Operation =
            @Sendable (
                _ input: UnsafePointer<UInt8>, _ output: UnsafeMutablePointer<UInt8>, _ key: UnsafePointer<UInt64>
            ) -> Bool

        /// RSASP1 (RFC 8017 §5.2.1). The key is p, q, d mod (p - 1), d mod (q - 1) and q⁻¹ mod p, 16 words each.
        var privateOperation: Operation
        /// RSAVP1 (RFC 8017 §5.2.2) with the exponent 65537. The key is the modulus of 32 words.
        let publicOperation: Operation

        /// Where the library is looked for: beside the program, and where packages put libraries of programs.
        static var standardPaths: [String] {
            let program = realpath("/proc/self/exe", nil)
            defer { free(program) }
            let directory = program.map { String(cString: $0).split(separator: "/").dropLast().joined(separator: "/") }
            let beside = directory.map { ["/\($0)/\(fileName)", "/\($0)/../lib/mintmark/\(fileName)"] } ?? []
            return beside + ["/usr/local/lib/mintmark/\(fileName)"]
        }

        /// The first library that is there.
        /// - Parameter path: the only place to look; `nil` for the standard ones.
        /// - Throws: ``Unusable``.
        static func find(_ path: String?) throws(Unusable) -> MultiBufferLibrary {
            let paths = path.map { [$0] } ?? standardPaths
            guard let present = paths.first(where: { access($0, R_OK) == 0 }) else {
                throw Unusable(
                    description: "there is no library at \(paths.joined(separator: ", ")); make accelerate builds it")
            }
            return try MultiBufferLibrary(path: present)
        }

        /// - Throws: ``Unusable``.
        init(path: String) throws(Unusable) {
            // It stays loaded for as long as the process lives.
            guard let handle = dlopen(path, RTLD_NOW | RTLD_LOCAL) else {
                throw Unusable(description: "\(path) cannot be loaded: \(dlerror().map { String(cString: $0) } ?? "")")
            }
            typealias Query = @convention(c) () -> Int32
            typealias Call =
                @convention(c) (
                    UnsafePointer<UInt8>, UnsafeMutablePointer<UInt8>, UnsafePointer<UInt64>
                ) -> UInt32
            guard let version = dlsym(handle, "mintmark_multi_buffer_version"),
                let usable = dlsym(handle, "mintmark_multi_buffer_is_usable"),
                let sign = dlsym(handle, "mintmark_rsa2048_private8"),
                let check = dlsym(handle, "mintmark_rsa2048_public8")
            else { throw Unusable(description: "\(path) is another library; make accelerate builds the right one") }
            // The types of the symbols are those of Accelerate/multi_buffer.c of this version.
            guard unsafeBitCast(version, to: Query.self)() == Self.version else {
                throw Unusable(description: "\(path) belongs to another version; run make accelerate again")
            }
            // As above.
            guard unsafeBitCast(usable, to: Query.self)() == 1 else {
                throw Unusable(
                    description: "the processor lacks AVX-512 IFMA, or the operating system does not allow it")
            }
            // As above.
            let privateCall = unsafeBitCast(sign, to: Call.self)
            // As above.
            let publicCall = unsafeBitCast(check, to: Call.self)
            privateOperation = { privateCall($0, $1, $2) == 0 }
            publicOperation = { publicCall($0, $1, $2) == 0 }
        }
    }
#endif
