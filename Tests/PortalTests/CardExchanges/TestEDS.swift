import CMS
import FoundationEssentials
import KioskDevices
import KioskDomain
import PKIX
import PortalClient
import PortalContract

/// A person's EDS from the portal's own authorities.
struct TestEDS: Sendable {
    let key: PrivateKey
    let certificate: Certificate
    let serial: String

    /// CMS with the value's JSON attached, as a kiosk makes it.
    func sign(_ value: some Encodable, at time: UnixTime) throws -> Data {
        try sign(document: try ContractJSON.encode(value), at: time)
    }

    /// CMS with these bytes attached.
    func sign(document: Data, at time: UnixTime) throws -> Data {
        let prepared = try CAdESSigning.prepare(
            .document(Array(document)), certificate: certificate,
            options: CAdESOptions(signingTime: time))
        let signature = try key.sign(digest: prepared.digestToSign, algorithm: prepared.signatureAlgorithm)
        return Data(try prepared.complete(signature: signature).encoded())
    }
}

extension PortalFixture {
    func eds(
        of iin: String, _ algorithm: KeyAlgorithm = .ecP256, _ use: CertificateUse = .signature,
        organisation: Organisation? = nil
    ) async throws -> TestEDS {
        let key = try PrivateKey.generate(algorithm)
        let request = DemonstrationCertificatesRequest(
            iin: iin, requests: [.init(use: use, request: try Requests.der(key: key))], organisation: organisation)
        let item = try await withClient { try await $0.demonstrationCertificates(request) }.certificates[0]
        return TestEDS(
            key: key, certificate: try Certificate(der: Array(item.certificate.certificate)),
            serial: item.certificate.serial)
    }

    /// Seconds until the next civil day begins in Almaty (UTC+5).
    func untilMidnight() -> Duration {
        let day: Int64 = 86_400_000
        let passed = (clock.now().milliseconds + 5 * 3_600_000) % day
        return .milliseconds(day - passed)
    }
}
