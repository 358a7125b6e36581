import FoundationEssentials
import KioskDevices
import KioskDomain
import PKIX
import PortalClient
import PortalContract
import Testing

/// E6: an application signed with the EDS that is still valid.
@Suite(.onEachStore) struct ReissueTests {
    /// A set as a kiosk wrote it, and its keys.
    private struct Held {
        let application: String
        let set: CertificatesAnswer
        let authentication: PrivateKey
        let signature: PrivateKey

        var serials: [String] { [set.authentication.serial, set.signature.serial] }
    }

    private func issue(_ application: String, _ iin: String, _ algorithm: KeyAlgorithm, _ machine: Machine) async throws
        -> Held
    {
        let (authentication, signature) = (try PrivateKey.generate(algorithm), try PrivateKey.generate(algorithm))
        let set = try await machine.client.issueCertificates(
            application,
            CertificatesRequest(
                authentication: try Requests.der(naming: iin, key: authentication),
                signature: try Requests.der(naming: iin, key: signature)))
        return Held(application: application, set: set, authentication: authentication, signature: signature)
    }

    private func held(_ machine: Machine, _ algorithm: KeyAlgorithm = .ecP256) async throws -> Held {
        let record = try await machine.application(of: People.adult)
        return try await issue(record.number, People.adult, algorithm, machine)
    }

    private func statement(_ held: Held, _ machine: Machine, _ portal: PortalFixture) -> ReissueStatement {
        ReissueStatement(
            iin: People.adult, certificate: held.set.signature.serial, medium: .idCard, kiosk: machine.identity.kioskID,
            madeAtMilliseconds: portal.clock.now().milliseconds)
    }

    private func request(
        _ statement: ReissueStatement, by key: PrivateKey, _ certificate: Data
    ) throws -> ReissueRequest {
        let algorithm: CertifiedJWS.Algorithm =
            switch key.algorithm {
            case .rsa: .rs256
            case .ecP384: .es384
            default: .es256
            }
        let input = try CertifiedJWS.Input(try ContractJSON.encode(statement), algorithm, certificate: certificate)
        let digest: DigestAlgorithm = algorithm == .es384 ? .sha384 : .sha256
        let signature = try key.sign(digest: digest.digest(Array(input.text.utf8)))
        return ReissueRequest(statement: try input.signed(Data(signature)))
    }

    private func request(_ held: Held, _ machine: Machine, _ portal: PortalFixture) throws -> ReissueRequest {
        try request(
            statement(held, machine, portal), by: held.signature, held.set.signature.certificate)
    }

    private func standings(_ portal: PortalFixture) async throws -> [String: RevocationCause] {
        try await portal.withMachine([.desk]) { desk in
            let list = try await desk.client.certificates(of: IIN(text: People.adult)).certificates
            return Dictionary(
                uniqueKeysWithValues: list.compactMap { one in one.revocation.map { (one.serial, $0.cause) } })
        }
    }

    @Test(
        "a valid EDS makes a new one, and is superseded in the same moment; the same again is the same application",
        arguments: [KeyAlgorithm.ecP256, .ecP384, .rsa(bits: 2048)])
    func renewed(_ algorithm: KeyAlgorithm) async throws {
        try await withPortal { portal in
            try await portal.withMachine { machine in
                let old = try await held(machine, algorithm)
                let request = try request(old, machine, portal)
                let made = try await machine.client.reissue(request, key: "renew-1")
                #expect(made.state == .confirmed && made.number != old.application)
                #expect(try await machine.client.reissue(request, key: "renew-1") == made)
                #expect(try await standings(portal).isEmpty, "nothing is superseded before the new set exists")
                let new = try await issue(made.number, People.adult, algorithm, machine)
                #expect(
                    try await standings(portal)
                        == Dictionary(uniqueKeysWithValues: old.serials.map { ($0, .superseded) }))
                #expect(try await machine.client.application(old.application).state == .issued, "not revoked: done")
                _ = try await machine.client.reportWritten(made.number, serials: new.serials)
                // And on with the new one.
                let next = try await machine.client.reissue(try self.request(new, machine, portal), key: "renew-2")
                #expect(next.number != made.number)
            }
        }
    }

    @Test("what is not signed by that very key, for this machine and now, is refused")
    func forged() async throws {
        try await withPortal { portal in
            portal.clock.stand()
            try await portal.withMachine { machine in
                let old = try await held(machine)
                let good = statement(old, machine, portal)
                func code(
                    _ key: PrivateKey? = nil, _ certificate: Data? = nil, _ change: (inout ReissueStatement) -> Void
                ) async throws -> FailureCode? {
                    var statement = good
                    change(&statement)
                    let request = try request(
                        statement, by: key ?? old.signature, certificate ?? old.set.signature.certificate)
                    return await failure { _ = try await machine.client.reissue(request, key: "forged") }?.code
                }
                #expect(try await code(.generate(.ecP256)) { _ in } == .signatureInvalid)
                #expect(try await code { $0.kiosk = "kiosk-0123456789abcdef" } == .signatureInvalid)
                #expect(try await code { $0.certificate = old.set.authentication.serial } == .signatureInvalid)
                #expect(try await code { $0.madeAtMilliseconds -= 901_000 } == .reissueStale)
                #expect(try await code { $0.madeAtMilliseconds += 901_000 } == .reissueStale)
                #expect(try await code { $0.iin = People.neverMatching } == .requestForOtherPerson)
                #expect(
                    try await code(old.authentication, old.set.authentication.certificate) {
                        $0.certificate = old.set.authentication.serial
                    } == .reissueExcluded)
                let whole = try request(old, machine, portal).statement
                for broken in ["", "e30.e30.AA", String(whole.dropLast(4)), whole + ".AA", "x" + whole] {
                    let code = await failure {
                        _ = try await machine.client.reissue(ReissueRequest(statement: broken), key: "broken")
                    }?.code
                    #expect(code == (broken.isEmpty ? .portalRequest : .signatureInvalid), "\(broken.prefix(8))")
                }
                let made = try await machine.client.reissue(try request(old, machine, portal), key: "k")
                let other = await failure {
                    portal.clock.advance(by: .seconds(1))
                    _ = try await machine.client.reissue(try request(old, machine, portal), key: "k")
                }
                #expect(other?.code == .idempotencyConflict, "\(made.number)")
            }
        }
    }

    @Test("E6, E7: a revoked EDS makes no new one, not even when it was revoked between the application and its keys")
    func revoked() async throws {
        try await withPortal { portal in
            try await portal.withMachine { machine in
                let old = try await held(machine)
                let made = try await machine.client.reissue(try request(old, machine, portal), key: "before")
                try await portal.withMachine([.desk]) { desk in
                    _ = try await desk.client.revoke(
                        old.set.signature.serial, RevocationRequest(cause: .keyCompromise, operatorID: "Operator 1"))
                }
                let after = try request(old, machine, portal)
                #expect(
                    await failure { _ = try await machine.client.reissue(after, key: "after") }?.code
                        == .reissueNotValid)
                let late = await failure { _ = try await issue(made.number, People.adult, .ecP256, machine) }
                #expect(late?.code == .reissueNotValid)
            }
        }
    }
}
