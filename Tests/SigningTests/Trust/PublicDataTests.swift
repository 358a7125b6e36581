import FoundationEssentials
import HelperProtocol
import KioskDomain
import KioskTestSupport
import Testing

/// facts/kz-pki.md 3.1: the NCA's own test certificates, as people and portals see them.
@Suite("Certificates of the NCA through kiosk-sign")
struct PublicDataTests {
    private func summary(_ name: String) async throws -> CertificateSummary {
        let folder = RealPart.environment("KIOSK_TEST_DATA")
        try RealPart.require(folder != nil, "KIOSK_TEST_DATA is not set")
        let bytes = try Array(Data(contentsOf: URL(filePath: "\(folder ?? "")/kz-pki/\(name)")))
        let helper = try await HelperProcess()
        return try #require(try await helper.client().certificates(in: bytes).first)
    }

    @Test("A person's certificates to sign and to log in, and a head's of GOST 2004")
    func people() async throws {
        let sign = try await summary("individual_valid_sign_2004_rsa.cer")
        #expect(sign.role == .individual && sign.scheme == .rsaSHA256 && sign.iin?.count == 12)
        #expect(sign.keyUsage == ["digitalSignature", "nonRepudiation"])
        #expect(sign.extendedKeyUsage?.contains("1.3.6.1.5.5.7.3.4") == true)
        #expect(sign.policies == ["1.2.398.3.3.2.3"])
        let login = try await summary("individual_valid_sign_2004_rsa_auth.cer")
        #expect(login.keyUsage == ["digitalSignature", "keyEncipherment"])
        #expect(login.extendedKeyUsage?.contains("1.3.6.1.5.5.7.3.2") == true)
        let head = try await summary("ceo_valid_sign_2004_gost.cer")
        #expect(head.role == .chiefExecutive && head.bin?.count == 12 && head.organisation != nil)
        #expect(head.scheme == .gost2004 && head.keyAlgorithm == "GOST 34.310-2004")
        for one in [sign, login, head] { #expect(!"\(one.masked())".contains(one.iin ?? "none")) }
    }

    @Test("Authorities of every suite")
    func authorities() async throws {
        for name in ["nca_gost2015_test.cer", "nca_gost_test.crt", "nca_rsa_test.crt"] {
            let authority = try await summary(name)
            #expect(authority.isAuthority && authority.iin == nil && !authority.subjectName.isEmpty)
        }
    }
}
