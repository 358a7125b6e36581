import Crypto
import CryptoExtras
import KioskTestSupport
import Testing

@testable import SmartCard

/// RFC 8017, 5.2.2: what a driver checks before it gives a signature out.
@Suite("Signatures of cards checked by the key (RSA)")
struct RSAPublicOperationTests {
    @Test("swift-crypto's signatures are accepted, changed ones and numbers beyond the modulus are not")
    func accepted() throws {
        let key = try _RSA.Signing.PrivateKey(keySize: .bits2048)
        let numbers = try key.publicKey.getKeyPrimitives()
        let (modulus, exponent) = (Array(numbers.modulus), Array(numbers.publicExponent))
        let digest = SHA256.hash(data: Array("to be signed".utf8))
        let signature = Array(
            try key.signature(for: digest, padding: .insecurePKCS1v1_5).rawRepresentation)
        let given = try #require(MessageDigest(.sha256, Array(digest)))
        let material = PublicKeyMaterial.rsa(modulus: modulus, exponent: exponent)
        #expect(material.isSignature(signature, of: given))
        var changed = signature
        changed[100] ^= 1
        #expect(!material.isSignature(changed, of: given))
        #expect(!material.isSignature(Array(signature.dropLast()), of: given))
        let operation = RSAPublicOperation(modulus: modulus, exponent: exponent)
        #expect(operation.apply(modulus) == nil)
        #expect(operation.apply([UInt8](repeating: 0xFF, count: 257)) == nil)
        #expect(operation.apply([1])?.last == 1)
        var even = modulus
        even[even.count - 1] &= 0xFE
        #expect(RSAPublicOperation(modulus: even, exponent: exponent).apply(signature) == nil)
        #expect(RSAPublicOperation(modulus: [], exponent: []).apply([]) == nil)
        let clock = ContinuousClock()
        let time = clock.measure { for _ in 0..<200 { _ = operation.apply(signature) } } / 200
        #expect(time < .milliseconds(1), "one operation takes \(time)")
    }
}
