/// Texts that end with a NUL, as C functions take them; `nil` stands for none. They live as long as this does.
final class CStrings {
    private(set) var pointers: [UnsafePointer<CChar>?] = []
    private var owned: [UnsafeMutablePointer<CChar>] = []

    deinit {
        for pointer in owned { pointer.deallocate() }
    }

    func append(_ text: [UInt8]) {
        let pointer = UnsafeMutablePointer<CChar>.allocate(capacity: text.count + 1)
        for (index, byte) in text.enumerated() { pointer[index] = CChar(bitPattern: byte) }
        pointer[text.count] = 0
        owned.append(pointer)
        pointers.append(UnsafePointer(pointer))
    }

    func appendNil() {
        pointers.append(nil)
    }
}
