import FoundationEssentials
import KioskTestSupport
import PKIX
import SwiftASN1
import Testing

@Suite("Hostile bytes: mutations of good inputs never end the process")
struct MutationTests {
    private static let rounds = 300

    /// One good input with some bytes changed, cut out, doubled, or its length bytes made to lie.
    private static func mutated(_ input: [UInt8], _ generator: inout SplitMix64) -> [UInt8] {
        var bytes = input
        for _ in 0..<Int.random(in: 1...4, using: &generator) where !bytes.isEmpty {
            let index = Int.random(in: bytes.indices, using: &generator)
            switch Int.random(in: 0..<6, using: &generator) {
            case 0: bytes[index] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
            case 1: bytes[index] = [0, 0x7F, 0x80, 0x84, 0xFF, 0x30, 0x31, 0xA0].randomElement(using: &generator) ?? 0
            case 2: bytes.removeSubrange(index..<min(index + Int.random(in: 1...40, using: &generator), bytes.count))
            case 3:
                let end = min(index + Int.random(in: 1...40, using: &generator), bytes.count)
                bytes.insert(contentsOf: bytes[index..<end], at: index)
            case 4: bytes = Array(bytes.prefix(index))
            default: bytes[index] = UInt8.random(in: 0...255, using: &generator)
            }
        }
        return bytes
    }

    /// Reads the bytes as everything that we read, and asks what was read everything that can be asked.
    private static func exercise(_ bytes: [UInt8], _ other: Certificate) {
        for certificate in (try? Certificate.read(bytes)) ?? [] {
            _ = certificate.purposes
            _ = certificate.holder
            _ = certificate.warnings
            _ = certificate.organisationNumber
            _ = certificate.subject.description + certificate.issuer.description
            _ = ChainBuilder(anchors: [other], intermediates: [certificate]).path(
                for: certificate, at: DemoAuthority.now)
        }
        if let list = try? CertificateList.read(bytes) {
            _ = try? list.entry(for: other.serialNumber)
            _ = other.revocation(
                by: FetchedList(list, fetchedAt: DemoAuthority.now), issuer: other, at: DemoAuthority.now)
        }
        _ = (try? CertificationRequest.read(bytes))?.provesPossession
        _ = try? PublicKey(der: bytes)
        _ = try? PrivateKey(pkcs8: bytes)
        _ = (try? DER.parse(bytes)).flatMap { try? AlgorithmIdentifier($0) }.flatMap { SignatureAlgorithm($0) }
    }

    @Test("Every file of the NCA, mutated", arguments: 0..<4)
    func files(part: Int) throws {
        let seed = UInt64.random(in: .min ... .max)
        var generator = SplitMix64(seed: seed)
        print("seed of the mutations: \(seed)")
        let folder = try TestFiles.folder()
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        let other = try DemoAuthority().certificate
        for (index, name) in names.enumerated() where index % 4 == part {
            let whole = try TestFiles.bytes(name)
            let der = (try? Certificate.read(whole))?.first?.der ?? whole
            for _ in 0..<Self.rounds { Self.exercise(Self.mutated(der, &generator), other) }
            for _ in 0..<20 { Self.exercise(Self.mutated(whole, &generator), other) }
        }
    }

    @Test("Our own certificates, lists, requests and keys, mutated", arguments: KeyRuleTests.kinds)
    func ours(kind: KeyAlgorithm) throws {
        let seed = UInt64.random(in: .min ... .max)
        var generator = SplitMix64(seed: seed)
        print("seed of the mutations: \(seed)")
        let authority = try DemoAuthority("Demo Root", .ecP256, names: NameConstraints(permitted: [.dns("kz")]))
        let key = try DemoKeys.key(kind)
        let certificate = try authority.issue(to: key.publicKey.info)
        let list = try authority.list(
            [.init(certificate.serialNumber, revokedAt: DemoAuthority.now)], number: 2, base: 1)
        let inputs = [
            authority.certificate.der, certificate.der, list.der, key.publicKey.info.der,
            key.withPKCS8 { Array($0) }, SignatureAlgorithm.rsaPSSSHA256.identifier.der, Array(certificate.pem.utf8),
        ]
        for input in inputs {
            for _ in 0..<Self.rounds { Self.exercise(Self.mutated(input, &generator), authority.certificate) }
        }
    }

    @Test("Every prefix of a certificate, a list and a request is refused or read, never a trap")
    func prefixes() throws {
        let authority = try DemoAuthority()
        let list = try authority.list([.init(authority.certificate.serialNumber, revokedAt: DemoAuthority.now)])
        for input in [authority.certificate.der, list.der] {
            for end in input.indices { Self.exercise(Array(input[..<end]), authority.certificate) }
        }
    }
}
