import FoundationEssentials
import KioskDevices
import KioskDomain
import KioskTestSupport
import PKIX
import PortalClient
import PortalContract
import SwiftASN1
import Testing

/// E3: the head of an organisation obtains its EDS with the own one.
@Suite(.onEachStore) struct OrganisationTests {
    /// Organisations of the demonstration, one for each row.
    private enum Bins {
        static let own = "230440000010"
        static let ofAnother = "230440000020"
        static let closed = "230440000030"
        static let ofChild = "230440000040"
        static let fromAbroad = "230550000019"
        /// Valid by its check digit, in no register.
        static let unknown = "230640000018"
    }

    @Test(
        "P2, 3.1: the head's application is confirmed at once; both certificates name organisation, BIN and head, by OpenSSL",
        arguments: [KeyAlgorithm.ecP256, .rsa(bits: 2048)])
    func issued(_ algorithm: KeyAlgorithm) async throws {
        let folder = try TemporaryFolder("organisation")
        try await withPortal { portal in
            try await portal.withMachine { machine in
                let head = try await OrganisationHead(machine, algorithm)
                let request = try head.request(Bins.own)
                let made = try await machine.client.applyForOrganisation(request, key: "one")
                #expect(made.state == .confirmed && made.medium == .file)
                #expect(made.organisation == NamedOrganisation(bin: Bins.own, name: "Demo Organisation 1"))
                #expect(try await machine.client.applyForOrganisation(request, key: "one") == made)
                let set = try await machine.client.issueCertificates(
                    made.number, try Requests.pair(.rsa(bits: 2048), naming: People.adult))
                let signature = try Certificate(der: Array(set.signature.certificate))
                let authentication = try Certificate(der: Array(set.authentication.certificate))
                #expect(signature.purposes == [.signature] && authentication.purposes == [.authentication])
                #expect(signature.extensions.policies == [KZ.policyLegalEntitySign])
                for certificate in [signature, authentication] {
                    #expect(certificate.holder == .chiefExecutive && certificate.organisationNumber == Bins.own)
                    #expect(certificate.individualNumber?.iin.digits == People.adult)
                    let file = try folder.write("leaf.pem", Array(certificate.pem.utf8))
                    let anchors = try folder.write("anchors.pem", try await portal.service("/cert/anchors.pem").body)
                    let issuer = try folder.write(
                        "issuer.pem", Array(try Certificate(der: Array(set.issuer)).pem.utf8))
                    let verified = try await portal.openssl(
                        "verify", "-CAfile", anchors, "-untrusted", issuer, file)
                    #expect(verified.succeeded, "\(verified.standardOutput) \(verified.standardError)")
                    let subject = try await portal.openssl(
                        "x509", "-in", file, "-noout", "-subject", "-nameopt", "RFC2253"
                    )
                    .standardOutput
                    for part in ["O=Demo Organisation 1", "OU=BIN\(Bins.own)", "IIN\(People.adult)", "C=KZ"] {
                        #expect(subject.contains(part), "\(subject)")
                    }
                }
                #expect(await head.isStillValid(), "the head's own EDS is not superseded")
                // The organisation's EDS is on the operator's list with its BIN, so that it can be revoked there.
                try await portal.withMachine([.desk]) { desk in
                    let listed = try await desk.client.certificates(of: IIN(text: People.adult)).certificates
                    #expect(listed.filter { $0.bin == Bins.own }.map(\.serial).count == 2 && listed.count == 4)
                }
            }
        }
    }

    @Test("each row of the register has its own code, at the application")
    func rows() async throws {
        try await withPortal { portal in
            try await portal.withMachine { machine in
                let head = try await OrganisationHead(machine)
                for (bin, medium, code) in [
                    (Bins.unknown, Medium.file, .organisationUnknown), (Bins.closed, .file, .organisationClosed),
                    (Bins.ofAnother, .file, .organisationOtherHead), (Bins.ofChild, .file, .organisationOtherHead),
                    (Bins.own, .idCard, .organisationIDCard), (Bins.own, .sim, .portalRequest),
                    ("23044000001", .file, .binLength), ("230440000011", .file, .binCheckDigit),
                    (People.adult, .file, .binType), (Bins.fromAbroad, .kaztoken, nil), (Bins.own, .aKey, nil),
                    (Bins.own, .file, nil),
                ] as [(String, Medium, FailureCode?)] {
                    let found = await refusal {
                        _ = try await machine.client.applyForOrganisation(
                            try head.request(bin, medium), key: "\(bin) \(medium)")
                    }
                    #expect(found == code, "\(bin) \(medium)")
                }
                #expect(try await portal.stored("SELECT count(*) FROM application WHERE bin IS NOT NULL") == "3")
            }
        }
    }

    @Test("P3: a head who is not yet 16 by the register gets none, though an EDS signed")
    func child() async throws {
        try await withPortal { portal in
            try await portal.withMachine { machine in
                let head = try await OrganisationHead(machine)
                try await portal.change("UPDATE person SET birthDate = '2020-05-20' WHERE iin = '\(People.adult)'")
                let found = await refusal {
                    _ = try await machine.client.applyForOrganisation(try head.request(Bins.own), key: "child")
                }
                #expect(found == .personUnderAge)
            }
        }
    }

    @Test("what changed in the register between the application and its keys is judged again")
    func judgedAgain() async throws {
        try await withPortal { portal in
            try await portal.withMachine { machine in
                let head = try await OrganisationHead(machine)
                let made = try await machine.client.applyForOrganisation(try head.request(Bins.own), key: "one").number
                for (change, code) in [
                    ("head = '\(People.neverMatching)'", .organisationOtherHead),
                    ("standing = 'closed'", .organisationClosed),
                    ("bin = '\(Bins.unknown)'", .organisationUnknown),
                ] as [(String, FailureCode)] {
                    let former = "head = '\(People.adult)', standing = 'active', bin = '\(Bins.own)'"
                    try await portal.change("UPDATE organisation SET \(change) WHERE name = 'Demo Organisation 1'")
                    let found = await refusal {
                        _ = try await machine.client.issueCertificates(made, try Requests.pair(.rsa(bits: 2048)))
                    }
                    #expect(found == code, "\(change)")
                    try await portal.change("UPDATE organisation SET \(former) WHERE name = 'Demo Organisation 1'")
                }
                #expect(try await portal.stored("SELECT count(*) FROM certificate WHERE bin IS NOT NULL") == "0")
                _ = try await machine.client.issueCertificates(made, try Requests.pair(.rsa(bits: 2048)))
            }
        }
    }

    @Test(
        "another's EDS, a revoked one, one for log-in only, one whose time is over or to come, an unsigned one: each by its reason"
    )
    func signers() async throws {
        try await withPortal { portal in
            portal.clock.stand()
            try await portal.withMachine { machine in
                let head = try await OrganisationHead(machine)
                func code(
                    _ key: PrivateKey? = nil, _ certificate: IssuedCertificate? = nil,
                    _ change: (inout OrganisationStatement) -> Void = { _ in }
                ) async throws -> FailureCode? {
                    let request = try head.request(Bins.own, key: key, certificate: certificate, change: change)
                    return await refusal {
                        _ = try await machine.client.applyForOrganisation(request, key: "signer")
                    }
                }
                #expect(try await code(.generate(.ecP256)) == .signatureInvalid)
                #expect(try await code { $0.kiosk = "kiosk-0123456789abcdef" } == .signatureInvalid)
                #expect(try await code { $0.certificate = "0a" } == .signatureInvalid)
                #expect(try await code { $0.madeAtMilliseconds -= 901_000 } == .reissueStale)
                #expect(try await code { $0.iin = People.neverMatching } == .requestForOtherPerson)
                #expect(
                    try await code(head.holder.authentication, head.holder.set.authentication) == .certificatePurpose)
                let year = Duration.seconds(367 * 86_400)
                for (shift, expected) in [
                    (.zero - year, .certificateExpired), (.seconds(86_400), .certificateNotYetValid),
                ]
                    as [(Duration, FailureCode)]
                {
                    portal.clock.advance(by: shift)
                    let eds = try await portal.eds(of: People.adult)
                    portal.clock.advance(by: .zero - shift)
                    let issued = IssuedCertificate(
                        certificate: Data(eds.certificate.der), serial: eds.serial, notBeforeMilliseconds: 0,
                        notAfterMilliseconds: 0)
                    #expect(try await code(eds.key, issued) == expected)
                }
                try await portal.withMachine([.desk]) { desk in
                    _ = try await desk.client.revoke(
                        head.holder.set.signature.serial, RevocationRequest(cause: .keyCompromise, operatorID: "op"))
                }
                #expect(try await code() == .certificateRevoked)
                #expect(try await portal.stored("SELECT count(*) FROM application WHERE bin IS NOT NULL") == "0")
            }
        }
    }

    @Test(
        "E3: an organisation's EDS opens no personal account, is not renewed, revokes nothing, signs no such application"
    )
    func neverPersonal() async throws {
        try await withPortal { portal in
            try await portal.withMachine { machine in
                let head = try await OrganisationHead(machine)
                let made = try await machine.client.applyForOrganisation(try head.request(Bins.own), key: "one").number
                let entity = try await Holder(machine, issuing: made, iin: People.adult)
                #expect(await refusal { _ = try await entity.proven() } == .personLegalEntity)
                let again = try head.request(Bins.own, key: entity.signature, certificate: entity.set.signature)
                #expect(
                    await refusal { _ = try await machine.client.applyForOrganisation(again, key: "two") }
                        == .organisationOwnEDS)
                let renewal = ReissueStatement(
                    iin: People.adult, certificate: entity.set.signature.serial, medium: .file,
                    kiosk: machine.identity.kioskID, madeAtMilliseconds: portal.clock.now().milliseconds)
                let renewing = try head.signed(renewal, entity.signature, entity.set.signature)
                #expect(
                    await refusal {
                        _ = try await machine.client.reissue(ReissueRequest(statement: renewing), key: "three")
                    } == .reissueExcluded)
                let revocation = RevocationStatement(
                    iin: People.adult, certificate: entity.set.signature.serial, cause: .keyCompromise,
                    kiosk: machine.identity.kioskID, madeAtMilliseconds: portal.clock.now().milliseconds)
                let revoking = try head.signed(revocation, entity.signature, entity.set.signature)
                #expect(
                    await refusal {
                        _ = try await machine.client.revokeOwn(OwnRevocationRequest(statement: revoking))
                    } == .personLegalEntity)
                // The head's own account shows nothing of the organisation.
                let opened = try await head.holder.loggedIn()
                let account = try await machine.client.account(opened.logIn)
                #expect(account.certificates.count == 2 && account.certificates.allSatisfy { $0.bin == nil })
                #expect(account.applications.map(\.number) == [head.holder.application])
            }
        }
    }

    @Test(
        "one key twice at once: one application; for another organisation a conflict; another machine has its own keys")
    func idempotent() async throws {
        try await withPortal { portal in
            portal.clock.stand()
            try await portal.withMachine { machine in
                let head = try await OrganisationHead(machine)
                let request = try head.request(Bins.own)
                async let one = machine.client.applyForOrganisation(request, key: "k")
                async let other = machine.client.applyForOrganisation(request, key: "k")
                let (first, second) = try await (one, other)
                #expect(first == second)
                let conflict = try head.request(Bins.fromAbroad)
                #expect(
                    await refusal { _ = try await machine.client.applyForOrganisation(conflict, key: "k") }
                        == .idempotencyConflict)
                let made = "SELECT count(*) FROM audit WHERE action = 'application.made'"
                #expect(try await portal.stored(made) == "2", "the head's own, and this one")
                try await portal.withMachine { other in
                    #expect(
                        await refusal { _ = try await other.client.applyForOrganisation(request, key: "k") }
                            == .signatureInvalid, "signed for the first machine")
                    let there = try head.request(Bins.own) { $0.kiosk = other.identity.kioskID }
                    let third = try await other.client.applyForOrganisation(there, key: "k")
                    #expect(third.number != first.number && third.organisation == first.organisation)
                }
                #expect(try await portal.stored(made) == "3")
            }
        }
    }
}

/// A person with an own EDS, who signs for organisations.
struct OrganisationHead: Sendable {
    let holder: Holder
    let machine: Machine

    init(_ machine: Machine, _ algorithm: KeyAlgorithm = .ecP256) async throws {
        self.machine = machine
        holder = try await Holder(machine, algorithm)
    }

    func request(
        _ bin: String, _ medium: Medium = .file, key: PrivateKey? = nil, certificate: IssuedCertificate? = nil,
        change: (inout OrganisationStatement) -> Void = { _ in }
    ) throws -> OrganisationRequest {
        let signer = certificate ?? holder.set.signature
        var statement = OrganisationStatement(
            iin: People.adult, bin: bin, certificate: signer.serial, medium: medium, kiosk: machine.identity.kioskID,
            madeAtMilliseconds: machine.fixture.clock.now().milliseconds)
        change(&statement)
        return OrganisationRequest(statement: try signed(statement, key ?? holder.signature, signer))
    }

    /// Compact JWS.
    func signed(_ statement: some Encodable, _ key: PrivateKey, _ certificate: IssuedCertificate) throws -> String {
        let algorithm: CertifiedJWS.Algorithm = if case .rsa = key.algorithm { .rs256 } else { .es256 }
        let input = try CertifiedJWS.Input(
            try ContractJSON.encode(statement), algorithm, certificate: certificate.certificate)
        return try input.signed(
            Data(try key.sign(digest: DigestAlgorithm.sha256.digest(Array(input.text.utf8)))))
    }

    /// Whether none of the head's own certificates was revoked.
    func isStillValid() async -> Bool {
        (try? await machine.fixture.stored("SELECT count(*) FROM revocation")) == "0"
    }
}
