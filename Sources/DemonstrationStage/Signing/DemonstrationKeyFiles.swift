internal import FoundationEssentials
internal import HelperProtocol
internal import KioskDevices
internal import KioskDomain
internal import PortalContract
internal import ScriptedPeople

/// Key files of the demonstration's person on the demonstration's stick: keys made by kiosk-sign, certificates issued by
/// the portal's test authorities. A file that is there stays.
struct DemonstrationKeyFiles {
    let folders: StageFolders
    let portal: PortalLink

    /// A key of a file.
    private struct Key {
        var algorithm: SigningKeyAlgorithm
        var use: CertificateUse
    }

    /// The files by name: as the national profile has them, RSA with a key for each use and GOST with one for both.
    private static let files: KeyValuePairs<String, [Key]> = [
        StageSummary.keyFile: [
            Key(algorithm: .rsa2048, use: .authentication), Key(algorithm: .rsa2048, use: .signature),
        ],
        StageSummary.gostKeyFile: [Key(algorithm: .gost2015_512, use: .both)],
    ]

    /// Makes what is missing.
    /// - Throws: ``StageProblem``, `CancellationError`.
    func make() async throws {
        let store = KeyFileStore(folder: folders.media)
        for (name, keys) in Self.files {
            do {
                guard try !store.names().contains(name) else { continue }
                try store.write(name, try await file(keys))
            } catch let error as any CodedError {
                throw StageProblem(
                    "the key file \(name) cannot be made: \(error.code.rawValue) \(error.detail)",
                    remedy: "read the logs of kioskd and the portal in \(folders.logs)")
            }
        }
    }

    private func file(_ keys: [Key]) async throws -> [UInt8] {
        let client = SigningClient(socketPath: folders.signing) { _ in throw Failure(.portalUnreachable) }
        let order = keys.map {
            MakeKeysOrder.Key(algorithm: $0.algorithm, name: "\($0.use.rawValue) key", subject: Self.subject)
        }
        try await waitForHelper(client)
        let made = try await client.makeKeys(order, password: Self.password())
        let issued = try await certificates(zip(keys, made.requests).map { ($0.use, $1) })
        return try await client.finishKeyFile(made.file, certificates: issued)
    }

    /// kioskd has just started its helper.
    private func waitForHelper(_ client: SigningClient) async throws {
        let end = ContinuousClock.now + .seconds(15)
        while true {
            do {
                return _ = try await client.health()
            } catch {
                guard ContinuousClock.now < end else { throw error }
            }
            try await Task.sleep(for: .milliseconds(50))
        }
    }

    /// For each request its certificate and those above it.
    private func certificates(_ requests: [(use: CertificateUse, request: [UInt8])]) async throws -> [[[UInt8]]] {
        let body = DemonstrationCertificatesRequest(
            iin: DemonstrationPerson.matching.iin,
            requests: requests.map { .init(use: $0.use, request: Data($0.request)) })
        let answer = try await portal.post(
            PortalRoute.demonstrationCertificates, Array(try JSONEncoder().encode(body)))
        let issued = try JSONDecoder().decode(DemonstrationCertificates.self, from: Data(answer))
        guard issued.certificates.count == requests.count else { throw Failure(.portalRefused, "too few certificates") }
        return issued.certificates.map { item in
            [Array(item.certificate.certificate)] + item.chain.map { Array($0) }
        }
    }

    /// Common name (RFC 4519, 2.3); the portal names the person by the register anyway.
    private static let subject = [SubjectAttribute(type: "2.5.4.3", value: "Demo Person 1")]

    private static func password() -> SecretBytes {
        var secret = SecretBytes()
        for byte in DemonstrationPerson.keyFilePassword.utf8 { _ = secret.append(byte) }
        return secret
    }
}
