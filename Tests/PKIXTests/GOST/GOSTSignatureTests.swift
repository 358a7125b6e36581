import GOST
import KioskDevices
import KioskDomain
import Testing

@Suite("GOST R 34.10 over the three curves (item 8)")
struct GOSTSignatureTests {
    @Test("What a key signs, it verifies; one flipped bit anywhere fails", arguments: GOSTCurve.allCases)
    func flippedBits(curve: GOSTCurve) throws {
        let key = try GOSTPrivateKey(generating: curve)
        let digest = (0..<curve.byteCount).map { UInt8($0) &* 37 }
        let signature = try key.sign(digest: digest)
        #expect(key.publicKey.isValid(signature: signature, digest: digest))
        for index in stride(from: 0, to: signature.count, by: 9) {
            #expect(!key.publicKey.isValid(signature: signature.flipping(bit: index, ofByte: index), digest: digest))
        }
        for index in stride(from: 0, to: digest.count, by: 7) {
            #expect(!key.publicKey.isValid(signature: signature, digest: digest.flipping(bit: index, ofByte: index)))
        }
        #expect(GOSTPublicKey(curve: curve, bytes: key.publicKey.bytes.flipping(bit: 0, ofByte: 3)) == nil)
    }

    @Test("Each signature has a nonce of its own", arguments: GOSTCurve.allCases)
    func nonces(curve: GOSTCurve) throws {
        let key = try GOSTPrivateKey(generating: curve)
        let digest = [UInt8](repeating: 1, count: curve.byteCount)
        let half = curve.byteCount
        #expect(Set(try (0..<8).map { _ in try Array(key.sign(digest: digest).prefix(half)) }).count == 8)
    }

    @Test("Numbers out of range are refused: 0, q and all ones", arguments: GOSTCurve.allCases)
    func ranges(curve: GOSTCurve) throws {
        let zero = [UInt8](repeating: 0, count: curve.byteCount)
        let ones = [UInt8](repeating: 0xFF, count: curve.byteCount)
        for digits in [zero, ones, Array(ones.dropLast())] {
            let failure = #expect(throws: Failure.self) { try Self.key(curve, digits) }
            #expect(failure?.code == .keyFileMalformed)
        }
        let key = try GOSTPrivateKey(generating: curve)
        let digest = [UInt8](repeating: 5, count: curve.byteCount)
        let signature = try key.sign(digest: digest)
        let r = Array(signature.prefix(curve.byteCount))
        let s = Array(signature.suffix(curve.byteCount))
        for bad in [zero + s, r + zero, ones + s, r + ones, s + r, [], r] {
            #expect(!key.publicKey.isValid(signature: bad, digest: digest))
        }
        #expect(GOSTPublicKey(curve: curve, bytes: zero + zero) == nil)
        #expect(GOSTPublicKey(curve: curve, bytes: ones + ones) == nil)
        #expect(GOSTPublicKey(curve: curve, bytes: []) == nil)
        #expect(throws: Failure.self) { try key.sign(digest: Array(digest.dropLast())) }
    }

    @Test("A digest of zero counts as one (GOST R 34.10-2012, 6.1)", arguments: GOSTCurve.allCases)
    func zeroDigest(curve: GOSTCurve) throws {
        let key = try GOSTPrivateKey(generating: curve)
        let zero = [UInt8](repeating: 0, count: curve.byteCount)
        let signature = try key.sign(digest: zero)
        #expect(key.publicKey.isValid(signature: signature, digest: zero))
        #expect(key.publicKey.isValid(signature: signature, digest: [1] + zero.dropFirst()))
    }

    @Test("A point of small order on the curve with cofactor 4 is no key")
    func smallOrder() {
        // (x, 0) with x a root of the curve's polynomial has order 2.
        let x = bytes("0000000000000000000000000000000000000000000000000000000000000000")
        #expect(GOSTPublicKey(curve: .tc26_256A, bytes: x + x) == nil)
        let order2 = Array(bytes(Self.pointOfOrderTwo).reversed()) + [UInt8](repeating: 0, count: 32)
        #expect(GOSTPublicKey(curve: .tc26_256A, bytes: order2) == nil)
    }

    private static func key(_ curve: GOSTCurve, _ digits: [UInt8]) throws(Failure) -> GOSTPrivateKey {
        var number = SecretBytes()
        for digit in digits { _ = number.append(digit) }
        return try GOSTPrivateKey(curve: curve, number: number)
    }

    /// x of a point with y = 0, most significant byte first: a root of x³ + ax + b modulo p.
    static let pointOfOrderTwo = "0100fe73f595ff158e974b44d478d9588744fe5c192ac47ea63075dce7a14aaa"
}
