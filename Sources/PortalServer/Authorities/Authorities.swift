import KioskDevices
import KioskDomain
import LocalAuthority
import PKIX
import PortalContract

/// All test authorities. They are made in the background when the portal first starts, because RSA keys take their time;
/// who needs one before waits.
actor Authorities {
    private let maker: AuthorityMaker
    private let judge: @Sendable ([Hierarchy]) async throws -> Void
    private var body: IssuingBody?
    private var made: Task<[KeyFamily: Hierarchy], any Error>?

    /// - Parameter judge: throws for authorities by which nothing may be signed.
    init(stateFolder: String, clock: PortalClock, judge: @escaping @Sendable ([Hierarchy]) async throws -> Void) {
        maker = AuthorityMaker(stateFolder: stateFolder, clock: clock)
        self.judge = judge
    }

    /// Loads or makes all, once.
    func begin(_ addresses: ServiceAddresses) -> Task<[KeyFamily: Hierarchy], any Error> {
        let task =
            made
            ?? Task { [maker, judge] in
                let all = try await maker.make(addresses)
                try await judge(KeyFamily.allCases.compactMap { all[$0] })
                return all
            }
        made = task
        return task
    }

    /// - Throws: ``PortalProblem`` 503 before the portal has started.
    func hierarchy(_ family: KeyFamily) async throws -> Hierarchy {
        guard let hierarchy = try await made?.value[family] else {
            throw PortalProblem(.portalRefused, 503, "the portal is starting")
        }
        return hierarchy
    }

    func all() async throws -> [Hierarchy] {
        var all: [Hierarchy] = []
        for family in KeyFamily.allCases { all.append(try await hierarchy(family)) }
        return all
    }

    /// Who issues and signs digital documents.
    func issuingBody() async throws -> IssuingBody {
        if let body { return body }
        let made = try await maker.body(issuer: try await hierarchy(.ec).issuing)
        body = made
        return made
    }

    /// The roots, PEM.
    func anchors() async throws -> String { AuthorityMaker.anchors(try await all()) }
}

/// Makes keys on a thread of its own.
private actor AuthorityMaker {
    private let executor = BlockingExecutor(name: "authorities")
    private let stateFolder: String
    private let clock: PortalClock

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    init(stateFolder: String, clock: PortalClock) {
        self.stateFolder = stateFolder
        self.clock = clock
    }

    /// One portal of the folder makes them, the others find them.
    func make(_ addresses: ServiceAddresses) throws -> [KeyFamily: Hierarchy] {
        try FolderLock.with(stateFolder, "authorities") { try makeAll(addresses) }
    }

    func body(issuer: KeptIdentity) throws -> IssuingBody {
        try FolderLock.with(stateFolder, "authorities") { try IssuingBody(in: folder, issuer: issuer) }
    }

    private var folder: IdentityFolder {
        IdentityFolder.portal(path: PortalFiles.authorities(in: stateFolder), now: clock.now())
    }

    private func makeAll(_ addresses: ServiceAddresses) throws -> [KeyFamily: Hierarchy] {
        let folder = folder
        var made: [KeyFamily: Hierarchy] = [:]
        for family in KeyFamily.allCases {
            made[family] = try Hierarchy(family, in: folder, addresses: addresses)
        }
        let all = KeyFamily.allCases.compactMap { made[$0] }
        try PrivateFile.write(PortalFiles.anchors(in: stateFolder), Array(Self.anchors(all).utf8))
        let issuers = all.flatMap(\.chain).map(\.pem).joined()
        try PrivateFile.write(PortalFiles.issuers(in: stateFolder), Array(issuers.utf8))
        return made
    }

    static func anchors(_ all: [Hierarchy]) -> String { all.map(\.root.certificate.pem).joined() }
}

/// Names of files in the portal's folder.
enum PortalFiles {
    /// Keys and certificates of the test authorities.
    static func authorities(in folder: String) -> String { "\(folder)/authorities" }
    /// The roots, PEM.
    static func anchors(in folder: String) -> String { "\(folder)/trust-anchors.pem" }
    /// The issuing authorities and the roots, PEM: for programs that build no path by addresses.
    static func issuers(in folder: String) -> String { "\(folder)/issuing-ca.pem" }
    /// What new machines pin, PEM.
    static func pinnedSet(in folder: String) -> String { "\(folder)/portal-ca.pem" }
    /// The key of the one authority that portals of schema 1 had.
    static func formerKey(in folder: String) -> String { "\(folder)/issuing-ca.key.pem" }
}
