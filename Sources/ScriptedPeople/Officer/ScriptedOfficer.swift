import CMS
import FoundationEssentials
import KioskDevices
import KioskDomain
import PKIX
import PortalClient
import PortalContract

/// An officer of the migration service who uses the portal's interface as the officers' page does (I4–I6).
public struct ScriptedOfficer: Sendable {
    private let options: OfficerOptions

    /// Prepares a deed; nothing happens before ``run(_:)``.
    public init(_ options: OfficerOptions) { self.options = options }

    /// Never throws: what went wrong is in the report.
    public func run(_ deed: OfficerDeed) async -> OfficerReport {
        do {
            let client = try PortalClient(
                PortalConfiguration(address: options.portal, trustedAuthorities: options.authority))
            let result: Result<OfficerReport, any Error>
            do {
                result = .success(try await report(deed, client))
            } catch {
                result = .failure(error)
            }
            await client.shutdown()
            return try result.get()
        } catch let error as PortalError where !error.isTransient {
            return OfficerReport(.refused, code: error.code)
        } catch {
            return OfficerReport(.failed, code: (error as? any CodedError)?.code ?? .internalError)
        }
    }

    private func report(_ deed: OfficerDeed, _ client: PortalClient) async throws -> OfficerReport {
        try FileManager.default.createDirectory(
            atPath: options.identity, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let keeper = IdentityKeeper(
            folder: options.identity, client: client,
            code: { [options] () throws(Failure) in
                guard let code = options.code else { throw Failure(.enrolmentRefused, "no one-time code") }
                return code
            }, roles: [.officer])
        _ = try await keeper.identify()
        switch deed {
        case .queue: return try await queue(client)
        case .open(let slip): return try open(try await client.exchangeFile(slip))
        case .certify(let slip):
            return Self.report(try await client.decideExchange(slip, try await certification(slip, client)))
        case .annul(let slip, let reason):
            let decision = CardExchangeDecision(annulment: reason, operatorID: Self.name)
            return Self.report(try await client.decideExchange(slip, decision))
        case .arrive(let slip, let number, let expiresOn):
            let arrival = CardExchangeArrival(documentNumber: number, expiresOn: expiresOn, operatorID: Self.name)
            return Self.report(try await client.reportExchangeArrived(slip, arrival))
        case .collect(let slip, let iin):
            let collection = CardExchangeCollection(iin: iin, operatorID: Self.name)
            return Self.report(try await client.collectExchange(slip, collection))
        }
    }

    /// For the record at the portal.
    private static let name = "Demo Officer"

    private func queue(_ client: PortalClient) async throws -> OfficerReport {
        var report = OfficerReport(.done)
        var last: String?
        while true {
            let page = try await client.officerExchanges(after: last)
            report.queue += page.applications.map(\.slip)
            report.waiting = page.waiting
            guard page.applications.count == CardExchangeQueue.limit else { return report }
            last = page.applications.last?.slip
        }
    }

    private func open(_ file: CardExchangeFile) throws -> OfficerReport {
        var report = Self.report(file.application)
        for check in file.checks { report.checks[check.subject.rawValue] = check.passed }
        guard let folder = options.folder else { return report }
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let parts: [(String, Data?)] = [
            ("application.p7s", file.signature), ("photo.jpg", file.photo), ("specimen.png", file.specimen),
            ("register-photo.jpg", file.registerPhoto), ("register-specimen.png", file.registerSpecimen),
        ]
        for (name, bytes) in parts {
            guard let bytes else { continue }
            try bytes.write(to: URL(filePath: "\(folder)/\(name)"))
            report.files[name] = "\(folder)/\(name)"
        }
        return report
    }

    /// The EDS of the demonstration's officer, from the portal's test authority, over slip and application.
    private func certification(_ slip: String, _ client: PortalClient) async throws -> CardExchangeDecision {
        let file = try await client.exchangeFile(slip)
        let key = try PrivateKey.generate(.ecP256)
        let request = try CertificationRequest.signed(subject: DistinguishedName([]), publicKey: key.publicKey) {
            digest throws(Failure) in try key.sign(digest: digest)
        }
        let issued = try await client.demonstrationCertificates(
            DemonstrationCertificatesRequest(
                iin: options.officer, requests: [.init(use: .signature, request: Data(request.der))]))
        guard let item = issued.certificates.first else { throw Failure(.portalAnswer, "no certificate") }
        let statement = CardExchangeCertification(slip: slip, application: file.digest)
        let prepared = try CAdESSigning.prepare(
            .document(Array(try ContractJSON.encode(statement))),
            certificate: try Certificate(der: Array(item.certificate.certificate)),
            options: CAdESOptions(signingTime: UnixTime(milliseconds: PortalClient.systemClock())))
        let signature = try key.sign(digest: prepared.digestToSign, algorithm: prepared.signatureAlgorithm)
        return CardExchangeDecision(
            certification: Data(try prepared.complete(signature: signature).encoded()), operatorID: Self.name)
    }

    private static func report(_ record: CardExchangeRecord) -> OfficerReport {
        var report = OfficerReport(.done)
        report.slip = record.slip
        report.stage = record.stage
        report.annulment = record.annulment
        report.fee = record.fee
        return report
    }
}
