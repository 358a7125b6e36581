import CPKCS11
import Glibc
import KioskDevices

/// One attribute of a template that goes to the module.
struct Attribute {
    let type: CK_ATTRIBUTE_TYPE
    let value: [UInt8]

    init(_ type: CK_ATTRIBUTE_TYPE, _ value: [UInt8]) {
        self.type = type
        self.value = value
    }

    /// A `CK_BBOOL`.
    init(_ type: CK_ATTRIBUTE_TYPE, _ value: Bool) { self.init(type, [value ? 1 : 0]) }

    /// A `CK_ULONG`.
    init(_ type: CK_ATTRIBUTE_TYPE, number: CK_ULONG) {
        self.init(type, withUnsafeBytes(of: number) { Array($0) })
    }
}

extension [Attribute] {
    /// Lends the template in the module's form.
    func withTemplate<Value>(
        _ body: (UnsafeMutablePointer<CK_ATTRIBUTE>?, CK_ULONG) throws(Failure) -> Value
    ) throws(Failure) -> Value {
        // All values in one buffer, so that the pointers stay valid together.
        let values = UnsafeMutableRawBufferPointer.allocate(
            byteCount: Swift.max(map(\.value.count).reduce(0, +), 1), alignment: 8)
        defer { values.deallocate() }
        var template: [CK_ATTRIBUTE] = []
        var offset = 0
        for attribute in self {
            let place = UnsafeMutableRawBufferPointer(rebasing: values[offset..<(offset + attribute.value.count)])
            place.copyBytes(from: attribute.value)
            template.append(
                CK_ATTRIBUTE(
                    type: attribute.type, pValue: place.baseAddress, ulValueLen: CK_ULONG(attribute.value.count)))
            offset += attribute.value.count
        }
        let count = CK_ULONG(template.count)
        return try template.withUnsafeMutableBufferPointer { (buffer) throws(Failure) -> Value in
            try body(buffer.baseAddress, count)
        }
    }
}
