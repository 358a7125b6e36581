/// x^e mod n with a public key, by Montgomery's multiplication. The library at hand checks RSA signatures only from the
/// message itself, and a card's driver has no more than its digest. Nothing here is secret, so nothing need be constant
/// in time; the sizes are bounded by ``PublicKeyMaterial/init(modulus:exponent:)``.
struct RSAPublicOperation {
    private let modulus: [UInt64]
    private let exponent: [UInt8]
    private let inverse: UInt64
    private let byteCount: Int

    /// Nil for an even modulus, which is no RSA modulus.
    init?(modulus: [UInt8], exponent: [UInt8]) {
        let limbs = Self.limbs(modulus)
        guard let lowest = limbs.first, lowest & 1 == 1 else { return nil }
        self.modulus = limbs
        self.exponent = exponent
        byteCount = modulus.count
        // Newton's iteration doubles the right bits of 1/n mod 2^64 each time: 5 of them from 3 bits.
        var inverse = lowest
        for _ in 0..<5 { inverse = inverse &* (2 &- lowest &* inverse) }
        self.inverse = 0 &- inverse
    }

    /// The block under the signature; nil when the number is not below the modulus.
    func apply(_ input: [UInt8]) -> [UInt8]? {
        var base = Self.limbs(input)
        guard base.count <= modulus.count else { return nil }
        base += Array(repeating: 0, count: modulus.count - base.count)
        guard !Self.isAtLeast(base, modulus) else { return nil }
        base = multiply(base, squareOfRadix)
        var result = multiply(one, squareOfRadix)
        for bit in exponent.flatMap({ byte in (0..<8).reversed().map { byte >> $0 & 1 } }).drop(while: { $0 == 0 }) {
            result = multiply(result, result)
            if bit == 1 { result = multiply(result, base) }
        }
        return bytes(multiply(result, one))
    }

    private var one: [UInt64] { [1] + Array(repeating: 0, count: modulus.count - 1) }

    /// 2^(128·limbs) mod n, by doubling.
    private var squareOfRadix: [UInt64] {
        var value = one
        for _ in 0..<(128 * modulus.count) {
            let carry = (value.last ?? 0) >> 63
            for index in value.indices.reversed() {
                value[index] = value[index] << 1 | (index > 0 ? value[index - 1] >> 63 : 0)
            }
            if carry == 1 || Self.isAtLeast(value, modulus) { Self.subtract(modulus, from: &value) }
        }
        return value
    }

    /// a·b / 2^(64·limbs) mod n.
    private func multiply(_ left: [UInt64], _ right: [UInt64]) -> [UInt64] {
        let count = modulus.count
        var sum = [UInt64](repeating: 0, count: count + 2)
        for digit in left {
            Self.add(right, times: digit, to: &sum)
            Self.add(modulus, times: sum[0] &* inverse, to: &sum)
            sum.removeFirst()
            sum.append(0)
        }
        var value = Array(sum.prefix(count))
        if sum[count] != 0 || Self.isAtLeast(value, modulus) { Self.subtract(modulus, from: &value) }
        return value
    }

    private static func add(_ number: [UInt64], times digit: UInt64, to sum: inout [UInt64]) {
        var carry: UInt64 = 0
        for index in number.indices {
            let product = number[index].multipliedFullWidth(by: digit)
            let (low, first) = product.low.addingReportingOverflow(sum[index])
            let (total, second) = low.addingReportingOverflow(carry)
            sum[index] = total
            carry = product.high &+ (first ? 1 : 0) &+ (second ? 1 : 0)
        }
        for index in number.count..<sum.count {
            let (total, overflow) = sum[index].addingReportingOverflow(carry)
            sum[index] = total
            carry = overflow ? 1 : 0
        }
    }

    private static func isAtLeast(_ left: [UInt64], _ right: [UInt64]) -> Bool {
        for index in left.indices.reversed() where left[index] != right[index] { return left[index] > right[index] }
        return true
    }

    private static func subtract(_ number: [UInt64], from value: inout [UInt64]) {
        var borrow: UInt64 = 0
        for index in value.indices {
            let (first, one) = value[index].subtractingReportingOverflow(number[index])
            let (second, two) = first.subtractingReportingOverflow(borrow)
            value[index] = second
            borrow = one || two ? 1 : 0
        }
    }

    /// Little-endian limbs of a big-endian number.
    private static func limbs(_ bytes: [UInt8]) -> [UInt64] {
        stride(from: bytes.count, to: 0, by: -8).map { end in
            bytes[max(0, end - 8)..<end].reduce(0) { $0 << 8 | UInt64($1) }
        }
    }

    private func bytes(_ limbs: [UInt64]) -> [UInt8] {
        let all = limbs.reversed().flatMap { limb in (0..<8).reversed().map { UInt8(limb >> (8 * $0) & 0xFF) } }
        return Array(all.suffix(byteCount))
    }
}
