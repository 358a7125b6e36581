import HelperProtocol
import KioskDevices
import KioskDomain
import KioskTestSupport
import SigningKeys
import Testing

@Suite("Who may be asked over the network for a signature")
struct TrustTests {
    @Test(
        "an address that a document names and the configuration does not is never asked",
        arguments: [
            "http://127.0.0.1/ocsp", "http://evil.example/crl", "file:///etc/passwd",
            "http://ocsp.pki.gov.kz@evil.example/",
            "http://ocsp.pki.gov.kz.evil.example/", "gopher://ocsp.pki.gov.kz/", "",
        ])
    func refused(_ url: String) async {
        let fetcher = TrustFetcher(hosts: ["ocsp.pki.gov.kz"], now: { UnixTime(milliseconds: 0) })
        await #expect(throws: Failure.self) { try await fetcher.fetch(FetchRequest(kind: .crl, url: url)) }
        await fetcher.close()
    }

    @Test("hosts of the configured services are among those that may be asked, with their ports")
    func hosts() {
        var settings = SigningSettings()
        settings.timeStampURL = "http://TSP.pki.gov.kz/tsa"
        settings.ocspURL = "http://127.0.0.1:8580/ocsp"
        settings.hosts = ["crl.pki.gov.kz"]
        #expect(settings.allHosts == ["tsp.pki.gov.kz", "127.0.0.1:8580", "crl.pki.gov.kz"])
    }

    @Test("a file of trust that is no such file stops the start; an empty name trusts nobody")
    func anchors() throws {
        let folder = try TemporaryFolder("trust")
        let file = try folder.write("trust.pem", Array("no certificate".utf8))
        #expect(throws: Failure.self) { try SigningSettings.certificates(file: file) }
        #expect(throws: Failure.self) { try SigningSettings.certificates(file: folder.file("absent")) }
        #expect(try SigningSettings.certificates(file: "") == [])
    }
}
