import KioskDevices
import KioskDomain
import PKIX
import SwiftASN1
import Testing

@Suite("Which key does what")
struct KeyRuleTests {
    static let kinds: [KeyAlgorithm] = [
        .rsa(bits: 2048), .ecP256, .ecP384, .gost2004, .gost2015_256, .gost2015_512,
    ]

    @Test("A key signs only in its own ways, never with SHA-1, and only digests of the right length", arguments: kinds)
    func fits(kind: KeyAlgorithm) throws {
        let key = try DemoKeys.key(kind)
        for algorithm in SignatureAlgorithm.allCases {
            let digest = [UInt8](repeating: 7, count: algorithm.digestAlgorithm.length)
            if algorithm.fits(kind), algorithm != .rsaSHA1 {
                let signature = try key.sign(digest: digest, algorithm: algorithm)
                #expect(key.publicKey.verify(signature: signature, digest: digest, algorithm: algorithm))
                #expect(throws: Failure.self) { try key.sign(digest: digest + [0], algorithm: algorithm) }
                #expect(!key.publicKey.verify(signature: signature, digest: digest + [0], algorithm: algorithm))
            } else {
                let failure = #expect(throws: Failure.self) { try key.sign(digest: digest, algorithm: algorithm) }
                #expect(failure?.code == .signAlgorithm)
                #expect(!key.publicKey.verify(signature: [1, 2, 3], digest: digest, algorithm: algorithm))
            }
        }
        #expect(kind.signatureAlgorithm.fits(kind))
    }

    @Test("A private key written as PKCS#8 is read back", arguments: kinds)
    func roundTrip(kind: KeyAlgorithm) throws {
        let key = try DemoKeys.key(kind)
        let again = try key.withPKCS8 { lent throws(Failure) in try PrivateKey(pkcs8: Array(lent)) }
        #expect(again.publicKey == key.publicKey)
        #expect(try PublicKey(der: key.publicKey.info.der) == key.publicKey)
    }

    @Test(
        "GOST keys in the four forms of PKCS#8 that are met", arguments: [.gost2004, .gost2015_512] as [KeyAlgorithm])
    func gostForms(kind: KeyAlgorithm) throws {
        let key = try PrivateKey.generate(kind)
        let length = kind == .gost2015_512 ? 64 : 32
        let number = key.withPKCS8 { Array($0.suffix(length)) }
        let big = Array(number.reversed())
        let forms = [
            number, DEREncoding.octetString(number), DEREncoding.integer(unsigned: big),
            DEREncoding.sequence(DEREncoding.integer(1), DEREncoding.octetString(big)),
        ]
        for form in forms {
            let pkcs8 = DEREncoding.sequence(
                DEREncoding.integer(0), key.publicKey.info.algorithm.der, DEREncoding.octetString(form))
            #expect(try PrivateKey(pkcs8: pkcs8).publicKey == key.publicKey)
        }
        // A byte short, and beginning as no DER: two random bytes of 65,536 begin an INTEGER of just that length.
        for broken in [[0] + number.dropFirst(2), [], DEREncoding.octetString(number + [0]), DEREncoding.null] {
            let pkcs8 = DEREncoding.sequence(
                DEREncoding.integer(0), key.publicKey.info.algorithm.der, DEREncoding.octetString(broken))
            let failure = #expect(throws: Failure.self) { try PrivateKey(pkcs8: pkcs8) }
            #expect(failure?.code == .keyFileMalformed)
        }
    }

    @Test("Identifiers of signatures are read back; foreign ones are not", arguments: SignatureAlgorithm.allCases)
    func identifiers(algorithm: SignatureAlgorithm) throws {
        let identifier = try AlgorithmIdentifier(DER.parse(algorithm.identifier.der))
        #expect(identifier == algorithm.identifier)
        #expect(SignatureAlgorithm(identifier) == algorithm)
        #expect(SignatureAlgorithm(identifier, digest: algorithm.digestAlgorithm) == algorithm)
        #expect(SignatureAlgorithm(identifier, digest: algorithm == .gost2004 ? .sha256 : .gost34311) == nil)
        let odd = AlgorithmIdentifier(identifier.algorithm, parameters: DEREncoding.integer(1))
        #expect(SignatureAlgorithm(odd) == nil)
    }

    @Test("CMS may name the key's algorithm instead: the digest field decides", arguments: kinds)
    func keyNamesInCMS(kind: KeyAlgorithm) throws {
        let info = try DemoKeys.key(kind).publicKey.info
        let usual = kind.signatureAlgorithm
        #expect(SignatureAlgorithm(info.algorithm, digest: usual.digestAlgorithm) == usual)
    }

    @Test("RSA below 2048 bits and sizes that nobody has are refused")
    func sizes() {
        #expect(throws: Failure(.signAlgorithm, "RSA of 1024 bits")) { try PrivateKey.generate(.rsa(bits: 1024)) }
        let small = DEREncoding.sequence(
            DEREncoding.integer(unsigned: [UInt8](repeating: 0xF1, count: 128)), DEREncoding.integer(65537))
        let info = DEREncoding.sequence(
            DEREncoding.sequence(DEREncoding.objectIdentifier([1, 2, 840, 113549, 1, 1, 1]), DEREncoding.null),
            DEREncoding.bitString(small))
        #expect(throws: Failure(.signAlgorithm, "public key of an unknown kind")) { try PublicKey(der: info) }
    }

    @Test("A GOST key under another curve's name is not read")
    func foreignCurve() throws {
        let key = try PrivateKey.generate(.gost2004).publicKey
        let swapped = DEREncoding.sequence(
            DEREncoding.sequence(
                DEREncoding.objectIdentifier(KZ.gost2004),
                DEREncoding.sequence(
                    DEREncoding.objectIdentifier(KZ.gost2015_256Parameters),
                    DEREncoding.objectIdentifier(KZ.gost34311Parameters))),
            DEREncoding.bitString(key.info.subjectPublicKey))
        #expect(throws: Failure.self) { try PublicKey(der: swapped) }
    }
}
