import HelperProtocol
import KioskDevices
import KioskDomain
import KioskTestSupport
import Testing

@testable import TokenModules

@Suite("Forms of signatures, certificates and return values")
struct FormTests {
    @Test("ECDSA-Sig-Value: r and s as the least number of octets (RFC 3279, 2.2.3; X.690, 8.3)")
    func ecdsa() throws {
        let form = try SignatureForm(.ecP256, .sha256, [UInt8](repeating: 1, count: 32))
        let raw = [UInt8](repeating: 0, count: 31) + [5] + [0x80] + [UInt8](repeating: 0, count: 31)
        let der = try form.finished(raw)
        #expect(der == [0x30, 0x26, 0x02, 0x01, 5, 0x02, 0x21, 0x00, 0x80] + [UInt8](repeating: 0, count: 31))
        #expect(try form.finished([UInt8](repeating: 0, count: 64)) == [0x30, 6, 2, 1, 0, 2, 1, 0])
        #expect(throws: Failure.self) { try form.finished([UInt8](repeating: 1, count: 63)) }
    }

    @Test("RSA input is DigestInfo (RFC 8017, 9.2, note 1)")
    func digestInfo() throws {
        let digest = [UInt8](repeating: 9, count: 32)
        let form = try SignatureForm(.rsa2048, .sha256, digest)
        let prefix: [UInt8] = [
            0x30, 0x31, 0x30, 0x0D, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00, 0x04,
            0x20,
        ]
        #expect(form.input == prefix + digest)
        #expect(throws: Failure.self) { try SignatureForm(.rsa2048, .gost95, digest) }
        #expect(throws: Failure.self) { try SignatureForm(.rsa2048, .sha512, digest) }
        #expect(throws: Failure.self) { try SignatureForm(.gost512, .gost95, digest) }
        #expect(try SignatureForm(.ecP256, .sha512, [UInt8](repeating: 9, count: 64)).input == digest)
    }

    @Test("return values: known ones have a meaning, a vendor's keeps its number and is token.module-answer")
    func returnValues() {
        #expect(ReturnValue(0x30).failure("C_Sign") == Failure(.tokenRefused, "C_Sign: CKR_DEVICE_ERROR"))
        #expect(ReturnValue(0x32).failure("C_Sign").code == .tokenMissing)
        #expect(ReturnValue(5).failure("C_Sign").code == .tokenModuleFault)
        #expect(ReturnValue(0x50).failure("C_Login").code == .pinpadCancelled)
        #expect(ReturnValue(0x8000_0001).failure("x") == Failure(.tokenModuleAnswer, "x: CK_RV 0x80000001"))
        #expect(ReturnValue(0x7FFF).failure("x").code == .tokenModuleAnswer)
    }

    @Test("a certificate's names for its object; random changes of it never crash")
    func certificateTemplate() async throws {
        let judge = try Judge()
        try await judge.openssl(
            ["genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", judge.folder.file("k")])
        try await judge.openssl(
            ["pkey", "-in", judge.folder.file("k"), "-pubout", "-outform", "DER", "-out", judge.folder.file("p")])
        let certificate = try await judge.certificate(for: judge.folder.read("p"), serial: 17)
        let template = try CertificateTemplate(TokenKeyReference(id: [1]), der: certificate)
        let serial = template.attributes.first { $0.type == 0x82 }
        #expect(serial?.value == [0x02, 0x01, 0x11])
        let subject = try #require(template.attributes.first { $0.type == 0x101 })
        #expect(subject.value.suffix(13) == Array("Demo Person 1".utf8))
        let seed = UInt64.random(in: 0...UInt64.max)
        print("seed \(seed)")
        var generator = SplitMix64(seed: seed)
        for _ in 0..<3000 {
            _ = try? CertificateTemplate(
                TokenKeyReference(id: [1]), der: ModuleTableTests.changed(certificate, &generator))
        }
        #expect(throws: Failure(.certificateMalformed, "not an X.509 certificate")) {
            try CertificateTemplate(TokenKeyReference(id: [1]), der: [])
        }
    }
}
