import CPrimitives
import KioskDevices
package import SmartCard

/// Standardised domain parameters of PACE (9303-11, 9.5.1, table 6). The groups 0 to 2 have no curve and are refused.
public enum Curve: UInt8, Sendable, Hashable, CaseIterable {
    case p192 = 8
    case brainpoolP192r1 = 9
    case p224 = 10
    case brainpoolP224r1 = 11
    case p256 = 12
    case brainpoolP256r1 = 13
    case brainpoolP320r1 = 14
    case p384 = 15
    case brainpoolP384r1 = 16
    case brainpoolP512r1 = 17
    case p521 = 18

    /// A random scalar; zero it after use.
    package func randomScalar() throws(CardError) -> [UInt8] {
        var coordinate = 0
        var count = 0
        var scalar = [UInt8](repeating: 0, count: Int(CK_SCALAR_CAPACITY))
        guard ck_curve_sizes(number, &coordinate, &count) == CK_PRIMITIVE_OK.result,
            ck_curve_scalar(number, &scalar) == CK_PRIMITIVE_OK.result
        else { throw .unsupported("a curve of the document in this machine's OpenSSL") }
        defer { wipe(&scalar) }
        return Array(scalar.prefix(count))
    }

    /// Scalar times generator, uncompressed.
    package func multiplyGenerator(by scalar: [UInt8]) throws(CardError) -> [UInt8] {
        try point { ck_curve_multiply(number, scalar, scalar.count, nil, 0, $0) }
    }

    /// Scalar times a point from outside.
    ///
    /// - Throws: ``CardError/badAnswer(_:)`` when the point is not on the curve or the product is at infinity.
    package func multiply(_ other: [UInt8], by scalar: [UInt8]) throws(CardError) -> [UInt8] {
        try point { ck_curve_multiply(number, scalar, scalar.count, other, other.count, $0) }
    }

    /// The sum of two points; the same errors.
    package func add(_ left: [UInt8], _ right: [UInt8]) throws(CardError) -> [UInt8] {
        try point { ck_curve_add(number, left, left.count, right, right.count, $0) }
    }

    /// The X coordinate of an uncompressed point: the shared secret of a key agreement (9303-11, 9.4.3).
    package func x(of point: [UInt8]) -> [UInt8] { Array(point.dropFirst().prefix(point.count / 2)) }

    private var number: Int32 { Int32(rawValue) }

    private func point(_ make: (UnsafeMutablePointer<UInt8>) -> Int32) throws(CardError) -> [UInt8] {
        var coordinate = 0
        var scalar = 0
        var point = [UInt8](repeating: 0, count: Int(CK_POINT_CAPACITY))
        guard ck_curve_sizes(number, &coordinate, &scalar) == CK_PRIMITIVE_OK.result else {
            throw .unsupported("a curve of the document in this machine's OpenSSL")
        }
        let result = point.withUnsafeMutableBufferPointer { buffer in
            buffer.baseAddress.map(make) ?? CK_PRIMITIVE_ARGUMENT.result
        }
        switch result {
        case CK_PRIMITIVE_OK.result: return Array(point.prefix(1 + 2 * coordinate))
        case CK_PRIMITIVE_POINT.result: throw .badAnswer("a point that is not on the curve")
        default: throw .unsupported("a calculation on a curve of the document")
        }
    }
}
