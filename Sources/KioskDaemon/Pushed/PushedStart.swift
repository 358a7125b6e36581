import Configuration
import FoundationEssentials
import KioskDevices
import KioskDomain
import PortalContract
import PushedConfiguration

/// Chooses at the start which set this machine runs on: one on trial, the last good one, or none.
struct PushedStart: Sendable {
    /// Whose sets are taken.
    let signers: SignerKeys
    let file: LedgerFile
    /// As it is kept once ``configuration()`` has chosen.
    private(set) var ledger = ConfigurationLedger()
    /// What was kept could not be read.
    private(set) var isDamaged = false
    private let own: any ConfigProvider

    /// - Parameter own: this machine's own file.
    /// - Returns: nil where no signers are configured: sets are not taken then.
    /// - Throws: `configuration.invalid`, `configuration.damaged`.
    init?(_ own: any ConfigProvider) throws(Failure) {
        let values = ConfigurationValues(ConfigReader(provider: own))
        let path = PushedSettings(values).signersFile
        guard !path.isEmpty else { return nil }
        guard let pem = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw Failure(.configurationInvalid, "configuration.signers-file cannot be read")
        }
        signers = try SignerKeys(pem: pem)
        file = LedgerFile(folder: try values.required("state.folder"))
        self.own = own
        switch try file.read() {
        case .nothing: break
        case .ledger(let kept): ledger = kept
        case .damaged: isDamaged = true
        }
    }

    /// A set is being tried by this start.
    var isOnTrial: Bool { ledger.candidate?.trial != nil }

    /// The configuration of this start. A set on trial with which none can be made is rolled back at once; a good one that
    /// this program cannot read is dropped.
    /// - Throws: what is wrong with the machine's own file.
    mutating func configuration() throws -> DaemonConfiguration {
        var next = ledger
        let runsTrial = next.start(at: Self.now())
        if next != ledger {
            do {
                try file.write(next)
                ledger = next
            } catch {
                // A start that cannot be counted must not be one of a trial.
                if runsTrial { return try goodOne() }
                ledger = next
            }
        }
        guard runsTrial, let candidate = ledger.candidate else { return try goodOne() }
        do {
            return try Self.configuration(try candidate.set.open().set, over: own)
        } catch {
            rollBack(Self.problem(error))
            return try goodOne()
        }
    }

    private mutating func goodOne() throws -> DaemonConfiguration {
        guard let good = ledger.good else { return try DaemonConfiguration(ConfigReader(provider: own)) }
        do {
            return try Self.configuration(try good.open().set, over: own)
        } catch {
            // When it is the machine's own file that is wrong, the set is not to blame.
            let plain = try DaemonConfiguration(ConfigReader(provider: own))
            isDamaged = true
            ledger.dropGood(Self.problem(error), at: Self.now())
            try? file.write(ledger)
            return plain
        }
    }

    /// The way back to the last good set, kept as far as the disk lets it; the start's own count does the rest.
    mutating func rollBack(_ problem: SetProblem) {
        ledger.rollBack(problem, at: Self.now())
        try? file.write(ledger)
    }

    /// Whether this machine could run on a set: the way that a start goes, without anything done by it.
    func check(_ set: ConfigurationSet) throws(SetProblem) {
        do {
            _ = try Self.configuration(set, over: own)
        } catch {
            throw SetProblem(
                .configurationContradictory, "with this machine's own file: \(Self.problem(error).reason)")
        }
    }

    private static func configuration(
        _ set: ConfigurationSet, over own: any ConfigProvider
    ) throws -> DaemonConfiguration {
        let pushed = InMemoryProvider(name: "pushed", values: set.configurationValues)
        var configuration = try DaemonConfiguration(ConfigReader(providers: [pushed, own]))
        configuration.rules = set.rules
        return configuration
    }

    static func problem(_ error: any Error) -> SetProblem {
        if let problem = error as? SetProblem { return problem }
        guard let coded = error as? any CodedError else {
            return SetProblem(.configurationRolledBack, "kioskd does not start: \(error)")
        }
        return SetProblem(.configurationRolledBack, "kioskd does not start: \(coded.code.rawValue): \(coded.detail)")
    }

    /// By the machine's clock: the portal may not have been heard yet.
    static func now() -> UnixTime { UnixTime(milliseconds: Int64(Date.now.timeIntervalSince1970 * 1_000)) }
}

extension ConfigurationSet {
    /// As the machine's own file would say it.
    fileprivate var configurationValues: [AbsoluteConfigKey: ConfigValue] {
        var found: [AbsoluteConfigKey: ConfigValue] = [:]
        for (key, value) in values {
            let content: ConfigContent =
                switch value {
                case .whole(let number): .int(number)
                case .text(let text): .string(text)
                case .texts(let texts): .stringArray(texts)
                }
            let name = AbsoluteConfigKey(key.rawValue.split(separator: ".").map(String.init))
            found[name] = ConfigValue(content, isSecret: false)
        }
        return found
    }
}
