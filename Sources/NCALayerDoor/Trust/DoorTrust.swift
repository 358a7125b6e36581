import Crypto
import FoundationEssentials
import Glibc
public import KioskDevices
import KioskDomain

/// Whether browsers trust the door's authority, and how to make them. Looking needs no program: certificates are found in
/// the stores' files.
public enum DoorTrust {
    /// A place where a browser looks for authorities.
    public enum Store: Sendable, Hashable {
        /// NSS database of a user, read by Chromium on Debian; the folder holds `cert9.db`.
        case nss(folder: String)
        /// A managed policy of Chromium.
        case chromiumPolicy(file: String)
        /// The policies of Firefox.
        case firefoxPolicy(file: String)
    }

    /// What was found in a store.
    public enum Finding: String, Sendable, Hashable {
        /// Our authority is there, as one for servers.
        case trusted
        /// The store is there without our authority, or with a former one.
        case missing
        /// There is no such store.
        case absent
        /// There is one that this user may not read.
        case unreadable
    }

    /// Chromium's folder of managed policies on Debian.
    static let chromiumPolicies = "/etc/chromium/policies/managed"
    /// Firefox's folder of policies.
    static let firefoxPolicies = "/etc/firefox/policies"

    /// Where Firefox's policy finds the authority.
    static let authorityFile = "/usr/local/share/psc-kiosk/door-authority.pem"

    /// The stores of a user's home folder and of the system.
    public static func stores(home: String) -> [Store] {
        [
            .nss(folder: "\(home)/.pki/nssdb"), .nss(folder: "\(home)/.local/share/pki/nssdb"),
            .chromiumPolicy(file: "\(chromiumPolicies)/psc-kiosk-door.json"),
            .firefoxPolicy(file: "\(firefoxPolicies)/policies.json"),
        ]
    }

    /// Looks into the stores.
    public static func check(_ identity: DoorIdentity, in stores: [Store]) -> [(store: Store, finding: Finding)] {
        stores.map { ($0, finding(identity, $0)) }
    }

    /// One line for `kioskctl diagnose`: warns with `door.certificate-not-trusted` unless one store trusts the authority.
    public static func status(_ identity: DoorIdentity, in stores: [Store]) -> DeviceStatus {
        let found = check(identity, in: stores)
        let trusting = found.filter { $0.finding == .trusted }
        var status = DeviceStatus(id: "door.trust", name: "browser", health: .ok, finding: "")
        guard trusting.isEmpty else {
            status.finding = "trusted in " + trusting.map(\.store.path).joined(separator: ", ")
            return status
        }
        status.health = .warning
        status.code = .doorNotTrusted
        status.finding = found.map { "\($0.store.path): \($0.finding.rawValue)" }.joined(separator: ", ")
        return status
    }

    private static func finding(_ identity: DoorIdentity, _ store: Store) -> Finding {
        let file = store.path
        guard access(file, F_OK) == 0 else { return .absent }
        guard let content = FileManager.default.contents(atPath: file) else { return .unreadable }
        switch store {
        case .nss: return isTrusted(identity.authority, inNSS: content) ? .trusted : .missing
        case .chromiumPolicy:
            let base64 = Data(identity.authority).base64EncodedString()
            return content.firstRange(of: Data(base64.utf8)) == nil ? .missing : .trusted
        case .firefoxPolicy:
            let installed = FileManager.default.contents(atPath: authorityFile)
            let isNamed = content.firstRange(of: Data(authorityFile.utf8)) != nil
            return isNamed && installed == Data(identity.authorityPEM.utf8) ? .trusted : .missing
        }
    }

    /// An NSS database keeps the certificate's DER in one row and its trust in another, found by the SHA-1 of the DER.
    private static func isTrusted(_ authority: [UInt8], inNSS database: Data) -> Bool {
        guard database.firstRange(of: Data(authority)) != nil else { return false }
        let digest = Data(Insecure.SHA1.hash(data: authority))
        // CKT_NSS_TRUSTED_DELEGATOR: an authority that may vouch.
        return database.firstRange(of: digest) != nil
            && database.firstRange(of: Data([0xCE, 0x53, 0x43, 0x52])) != nil
    }
}

extension DoorTrust.Store {
    /// The file that is looked into.
    public var path: String {
        switch self {
        case .nss(let folder): "\(folder)/cert9.db"
        case .chromiumPolicy(let file), .firefoxPolicy(let file): file
        }
    }
}
