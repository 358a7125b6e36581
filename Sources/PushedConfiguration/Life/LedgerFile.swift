import FoundationEssentials
import Glibc
public import KioskDevices
import KioskDomain
import PortalContract

/// Keeps a ledger in one file of the state folder, replaced as a whole and durable before the call returns.
public struct LedgerFile: Sendable {
    /// Below the state folder.
    public static let name = "pushed-configuration.json"

    private let path: String

    /// - Parameter folder: of kioskd's state.
    public init(folder: String) { path = "\(folder)/\(Self.name)" }

    /// What was kept.
    public enum Content: Sendable, Hashable {
        /// There is no file: nothing was ever taken.
        case nothing
        case ledger(ConfigurationLedger)
        /// The file cannot be read; it is set aside under another name.
        case damaged
    }

    /// - Throws: `configuration.damaged` when not even the file can be opened.
    public func read() throws(Failure) -> Content {
        let bytes: Data?
        do { bytes = try PrivateFile.read(path) } catch {
            throw Failure(.configurationDamaged, "\(Self.name): \(error)")
        }
        guard let bytes else { return .nothing }
        if let ledger = try? ContractJSON.decode(ConfigurationLedger.self, from: bytes) { return .ledger(ledger) }
        // The newest is kept for whoever looks into it.
        rename(path, "\(path).damaged")
        return .damaged
    }

    /// - Throws: `journal.disk-full`, `journal.read-only` or `journal.fault`; the file is as before then.
    public func write(_ ledger: ConfigurationLedger) throws(Failure) {
        guard let bytes = try? ContractJSON.encode(ledger) else { throw Failure(.internalError, "no JSON") }
        do { try PrivateFile.write(path, bytes) } catch {
            let code: FailureCode =
                switch error.number {
                case ENOSPC, EDQUOT: .journalFull
                case EROFS: .journalReadOnly
                default: .journalFault
                }
            throw Failure(code, "\(Self.name): \(error)")
        }
    }
}
