import KioskDevices
import KioskDiagnostics
import KioskDomain
import PortalContract
import PushedConfiguration

/// What status, doctor and `kioskctl configuration` say of pushed sets.
struct PushedStatus {
    private let ledger: ConfigurationLedger
    private let signers: SignerKeys
    private let isDamaged: Bool

    init(_ ledger: ConfigurationLedger, signers: SignerKeys, isDamaged: Bool) {
        self.ledger = ledger
        self.signers = signers
        self.isDamaged = isDamaged
    }

    /// The worst thing first. A kiosk that goes on with its last good set works: a refusal is a warning.
    var status: DeviceStatus {
        if isDamaged {
            return device(.configurationDamaged, "what was kept cannot be read; \(running)")
        }
        if let refusal = ledger.refusal {
            let name = "\(refusal.name.scope) \(refusal.name.version)"
            return device(
                FailureCode(rawValue: refusal.code) ?? .configurationMalformed,
                "\(name) was refused: \(refusal.reason); \(running)")
        }
        if let good = ledger.good, !signers.holds(good.signerName) {
            return device(.configurationSignature, "its signer is not configured any more; \(running)")
        }
        if let candidate = ledger.candidate {
            let what = candidate.trial == nil ? "waits" : "is on trial"
            return device(nil, "\(candidate.set.name.scope) \(candidate.set.name.version) \(what); \(running)")
        }
        return device(nil, running)
    }

    private var running: String {
        ledger.good.map { "runs on \($0.name.scope) \($0.name.version)" } ?? "runs as built and configured"
    }

    private func device(_ code: FailureCode?, _ finding: String) -> DeviceStatus {
        DeviceStatus(
            id: "configuration", name: "pushed configuration", health: code == nil ? .ok : .warning, code: code,
            finding: finding)
    }

    var report: ControlConfiguration {
        ControlConfiguration(
            running: ledger.good.map { Self.shown($0.name) },
            waiting: ledger.candidate.flatMap { $0.trial == nil ? Self.shown($0.set.name) : nil },
            trial: ledger.candidate.flatMap { $0.trial == nil ? nil : Self.shown($0.set.name) },
            refused: ledger.refusal.map {
                ControlConfiguration.Refusal(set: Self.shown($0.name), code: $0.code, reason: $0.reason)
            },
            history: ledger.history.map {
                ControlConfiguration.Entry(
                    atMilliseconds: $0.atMilliseconds, step: $0.step.rawValue, set: Self.shown($0.name), code: $0.code)
            })
    }

    private static func shown(_ name: ConfigurationName) -> ControlConfiguration.Name {
        ControlConfiguration.Name(scope: name.scope, version: name.version, digest: name.digest)
    }
}
