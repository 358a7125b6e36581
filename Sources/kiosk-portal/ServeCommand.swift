import ArgumentParser
import CKiosk
import CoreMetrics
import Glibc
import KioskDomain
import Logging
import PortalServer
import ServiceLifecycle
import UnixSignals

/// The portal as a process.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Serve: people, SMS codes, attempts, EDS, events (what happens without a command).")

    @Option(help: "Address to listen on.") var host = "127.0.0.1"
    @Option(help: "Port to listen on; 0 takes a free one.") var port = 8443
    @Option(help: "Port for machines with a client certificate; 1 above --port unless given, 0 with 0.")
    var kioskPort: Int?
    @Option(help: "That port as machines reach it through a balancer; --kiosk-port unless given.")
    var publicKioskPort: Int?
    @Option(
        name: .customLong("name"), help: "DNS name by which machines reach the portal; may be given more than once.")
    var names: [String] = []
    @Option(help: "Port of OCSP, time stamps and lists over plain HTTP; 137 above --port unless given, 0 with 0.")
    var servicesPort: Int?
    @Option(help: "Address of these services in certificates, such as http://pki.example; host and port unless given.")
    var servicesAddress: String?
    @OptionGroup var place: StatePlace
    @Option(help: "Folder of reference portraits, JPEG.") var portraits: String?
    @Option(help: "Folder of the face models, to tell kiosks which portraits can be matched against.")
    var faceModels: String?
    @Option(
        help: """
            Record of a trial of a kiosk's matcher that is accepted; once for each. Without its own, a kiosk outside the \
            demonstration gets no EDS issued by face.
            """)
    var faceCalibration: [String] = []
    @Flag(
        inversion: .prefixedNo,
        help: """
            Issue by face only to those who showed that they are no flat picture; people who cannot turn the head go to an \
            operator. Default: yes, with --demonstration no.
            """)
    var faceLiveness: Bool?
    @Flag(help: "Let the authorities in --state hold for the database, though other portals on it had others.")
    var replaceAuthorities = false
    @Flag(help: "Let the rules in --state hold for the database, though other portals on it judge by others.")
    var replaceRules = false
    @Flag(
        help: """
            After a database was restored: take machines back on record whose certificates it does not know. Each is an \
            alarm; start without it once they have come (docs/portal-store.md).
            """)
    var readmit = false
    @Option(help: "Connections at once at each port, as far as open files allow; more are closed at once.")
    var connections = 9_000
    @Option(help: "Seconds for the TLS handshake of a connection; more for lines by satellite.")
    var handshakeSeconds = 10
    @Option(help: "MiB that bodies of requests may take at each port at once; more are answered 503 portal.busy.")
    var bodyMebibytes = 64
    @Option(help: "Hours after which certificates end of a key file that no kiosk told to be saved on a stick.")
    var unsavedFileHours = 1_440
    @Option(help: "Port on 127.0.0.1 of the metrics for Prometheus, plain HTTP, such as 9180; none unless given.")
    var metricsPort: Int?
    @Flag(help: "Seeded people, SMS codes on a page, virtual parts accepted.") var demonstration = false
    @Option(help: "SMS codes for one person within 15 minutes; only with --demonstration.") var smsLimit: Int?
    @Option(
        help: """
            First and last day of the pilot of the identity card's exchange, such as 2026-01-01..2026-12-31, instead of the \
            rules' own; only with --demonstration.
            """)
    var exchangePilot: PilotDays?
    @Option(help: "Lowest level that is logged: trace, debug, info, notice, warning, error.") var logLevel = "info"

    func validate() throws {
        if Logger.Level(rawValue: logLevel) == nil { throw ValidationError("--log-level is not a known level") }
        let ports = 0...Int(UInt16.max)
        if ![port, servicesPort ?? 0, kioskPort ?? 0, publicKioskPort ?? 0, metricsPort ?? 0]
            .allSatisfy(ports.contains)
        {
            throw ValidationError("no such port")
        }
        if let servicesAddress, !servicesAddress.hasPrefix("http://") || servicesAddress.hasSuffix("/") {
            throw ValidationError("--services-address must begin with http:// and not end with a slash")
        }
        if let smsLimit, smsLimit < 1 { throw ValidationError("--sms-limit must be at least 1") }
        if connections < 1 { throw ValidationError("--connections must be at least 1") }
        if !(1...3_600).contains(handshakeSeconds) {
            throw ValidationError("--handshake-seconds must be between 1 and 3600")
        }
        if !(8...65_536).contains(bodyMebibytes) {
            throw ValidationError("--body-mebibytes must be between 8 and 65536")
        }
        if !(1...8_784).contains(unsavedFileHours) {
            throw ValidationError("--unsaved-file-hours must be between 1 and 8784")
        }
        if exchangePilot != nil, !demonstration { throw ValidationError("--exchange-pilot needs --demonstration") }
        if smsLimit != nil, !demonstration { throw ValidationError("--sms-limit needs --demonstration") }
    }

    func run() async throws {
        // Without it there is only more memory in use.
        _ = ck_map_large_memory()
        // The database holds personal data.
        umask(0o077)
        LoggingSystem.bootstrap(StreamLogHandler.standardError)
        var logger = Logger(label: "kiosk-portal")
        logger.logLevel = Logger.Level(rawValue: logLevel) ?? .info
        let trials = try AcceptedTrials.read(faceCalibration)
        let book = try await told { try AdoptedRules.book(in: place.state) }
        var options = PortalOptions(
            stateFolder: place.state, database: place.database, port: port, host: host, portraitsFolder: portraits,
            demonstration: demonstration, rules: rules(book, trials), servicesPort: ownServicesPort,
            servicesAddress: servicesAddress,
            portraitJudge: faceModels.map { FaceJudge(models: $0) }, kioskPort: ownKioskPort,
            publicKioskPort: publicKioskPort, names: names, limits: limits)
        options.replacesAuthorities = replaceAuthorities
        options.replacesRules = replaceRules
        options.readmitsKiosks = readmit
        options.metricsPort = metricsPort
        options.unsavedFiles = .seconds(unsavedFileHours * 3_600)
        MetricsSystem.bootstrap(options.metrics)
        if readmit { logger.notice("machines that the database does not know are taken back on record") }
        let portal = try await told { [options, logger] in
            try await Portal(options, logger: logger) { Self.announce($0, options) }
        }
        let group = ServiceGroup(
            services: [portal], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        try await told { try await group.run() }
    }

    /// Not `print`, which waits in a buffer when the output is a pipe.
    private static func announce(_ ports: PortalPorts, _ options: PortalOptions) {
        let metrics = ports.metrics.map { " metrics=http://127.0.0.1:\($0)/metrics" } ?? ""
        let line = """
            kiosk-portal ready https://\(options.host):\(ports.portal) demonstration=\(options.demonstration) \
            services=http://\(options.host):\(ports.services) kiosks=https://\(options.host):\(ports.kiosks)\(metrics)

            """
        _ = line.withCString { write(STDOUT_FILENO, $0, strlen($0)) }
    }

    private var limits: ConnectionLimits {
        ConnectionLimits(
            connections: min(connections, OpenFiles.connectionsForEachPort()),
            handshake: .seconds(handshakeSeconds), bodyBytes: bodyMebibytes << 20)
    }

    private var ownKioskPort: Int {
        if let kioskPort { return kioskPort }
        return port == 0 || port == Int(UInt16.max) ? 0 : port + 1
    }

    /// Beside the portal's own, so that several portals on one machine do not meet; a free one where that is none.
    private var ownServicesPort: Int {
        if let servicesPort { return servicesPort }
        return port == 0 || port + 137 > Int(UInt16.max) ? 0 : port + 137
    }

    /// - Parameter book: as built, or as adopted with days on which it changes.
    private func rules(_ book: RuleBook, _ trials: [String: CalibrationFacts]) -> RuleBook {
        var rules = book
        for (index, change) in rules.evidence.changes.enumerated() {
            rules.evidence.changes[index].value = evidence(change.value, trials)
        }
        rules.evidence.base = evidence(rules.evidence.base, trials)
        if let smsLimit {
            rules.sms.base.perIIN = [SendLimit(count: smsLimit, window: .seconds(900))]
            rules.sms.base.perKiosk = [SendLimit(count: smsLimit * 10, window: .seconds(900))]
        }
        exchangePilot?.replace(in: &rules)
        return rules
    }

    private func evidence(_ policy: EvidencePolicy, _ trials: [String: CalibrationFacts]) -> EvidencePolicy {
        var policy = policy
        policy.trials = trials
        policy.needsTrial = !demonstration
        policy.needsLiveness = faceLiveness ?? (demonstration ? false : policy.needsLiveness)
        return policy
    }
}
