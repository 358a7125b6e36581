import FoundationEssentials
import KioskDomain
import PKIX
import PortalContract

/// Certificates for people of the demonstration without an application (RULES R1: refused where nothing is virtual; the
/// route is not even there).
struct DemonstrationCertificatesService: Sendable {
    let store: PortalStore
    let authorities: Authorities
    let rules: RuleBook
    let clock: PortalClock

    func issue(_ request: DemonstrationCertificatesRequest) async throws -> DemonstrationCertificates {
        let iin = try IIN(wire: request.iin)
        guard (1...DemonstrationCertificatesRequest.limit).contains(request.requests.count) else {
            throw PortalProblem.invalid("no request, or too many")
        }
        let organisation = try request.organisation.map(CheckedOrganisation.init)
        guard organisation == nil || request.requests.allSatisfy({ $0.use == .signature }) else {
            throw PortalProblem.invalid("a demonstration's certificate of a legal entity is for signatures")
        }
        var wanted: [(item: DemonstrationCertificatesRequest.Item, proven: ProvenRequest, from: Hierarchy)] = []
        for item in request.requests {
            let proven = try ProvenRequest(item.request)
            wanted.append((item, proven, try await authorities.hierarchy(proven.family)))
        }
        let (now, today, all) = (clock.now(), clock.today(), wanted)
        return try await store.write { database in
            let person = try Person.require(database, iin)
            guard PersonGate.mayHoldEDS(born: person.birthDate, on: today, rules: rules) == .allowed else {
                throw PortalProblem(.personUnderAge, 409, "not yet 16 by the register")
            }
            let years = try rules.years(of: .file, on: now)
            let certificates = try all.map { item, proven, hierarchy in
                try proven.mustName(nobodyBut: person)
                let issue = CertificateIssue(
                    item.use, (item.request, proven), hierarchy, for: person, of: organisation, from: now,
                    years: years)
                return DemonstrationCertificates.Item(
                    certificate: try issue.record(database, application: nil),
                    chain: hierarchy.chain.map { Data($0.der) })
            }
            try Audit.record(
                database, at: now, kiosk: "demonstration", "certificates.demonstration", iin: iin.digits,
                detail: "\(certificates.count)")
            return DemonstrationCertificates(certificates: certificates)
        }
    }
}
