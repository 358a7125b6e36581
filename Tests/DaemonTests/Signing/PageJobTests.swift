import HelperProtocol
import KioskDomain
import KioskScreens
import NCALayer
import SigningKeys
import Testing

@testable import KioskDaemon

@Suite("Which keys fit what a page asks for (NCALayer protocol, 2.4)")
struct PageJobTests {
    @Test("storage, purpose, extended key usage, IIN, BIN and serial number each filter; nothing asked fits all")
    func filters() {
        #expect(job().fits(key()))
        #expect(job(storages: [.idCard]).fits(key()) && !job(storages: [.kaztoken]).fits(key()))
        #expect(job(filter: KeyFilter(purpose: .signature)).fits(key()))
        #expect(!job(filter: KeyFilter(purpose: .authentication)).fits(key()))
        #expect(job(filter: KeyFilter(extendedKeyUsages: ["1.3.6.1.5.5.7.3.4"])).fits(key()))
        #expect(!job(filter: KeyFilter(extendedKeyUsages: ["1.2.398.3.3.4.1.2.1"])).fits(key()))
        #expect(job(filter: KeyFilter(iin: "900101300017")).fits(key()))
        #expect(!job(filter: KeyFilter(iin: "900101300018")).fits(key()))
        #expect(!job(filter: KeyFilter(bin: "000000000000")).fits(key()))
        #expect(job(filter: KeyFilter(serialNumber: "00AB12")).fits(key()))
        #expect(!job(filter: KeyFilter(serialNumber: "AB13")).fits(key()))
    }

    @Test("files are offered where the page names PKCS12 or names nothing")
    func files() {
        #expect(job().offersFiles && job(storages: [.pkcs12]).offersFiles)
        #expect(!job(storages: [.idCard]).offersFiles)
    }

    @Test("the parser's place reaches the page as its line and column")
    func places() {
        let text = "org.xml.sax.SAXParseException; lineNumber: 3; columnNumber: 14; Content is not allowed; in prolog."
        let refusal = HostRefusal(SigningFailure(.documentMalformed, "", requesterText: text))
        #expect(refusal == .malformedXML(line: 3, column: 14, text: "Content is not allowed; in prolog."))
        #expect(HostRefusal(SigningFailure(.signHelperFault, "x")) == .failed(.signHelperFault, "x"))
    }

    private func job(storages: [StorageName]? = nil, filter: KeyFilter = KeyFilter()) -> PageJob {
        PageJob(
            request: ConsentRequest(origin: .none, permission: .ask, purpose: .sign, documents: []),
            storages: storages, filter: filter, allowsExpired: false,
            aim: .useKey { _, _, _ in .signatures(SigningResult(signatures: [], certificate: [])) })
    }

    private func key() -> FoundKey {
        var certificate = CertificateSummary(
            der: [], notBefore: UnixTime(milliseconds: 0), notAfter: UnixTime(milliseconds: 1))
        certificate.iin = "900101300017"
        certificate.serialNumber = "ab12"
        certificate.extendedKeyUsage = ["1.3.6.1.5.5.7.3.4"]
        return FoundKey(
            place: .file(name: "key.p12", index: 0), medium: "key.p12", kind: .file, storage: "AKKZIDCardStore",
            certificate: certificate, purposes: [.signature])
    }
}
