import FoundationEssentials
public import KioskDevices
import KioskDomain
import PKIX

/// Where the keys of this machine are to live.
public enum KeyRule: String, Sendable, Hashable {
    /// In the TPM when there is one that may be used, else in a file.
    case auto
    /// In a file.
    case file
    /// In the TPM; without one this machine does not start.
    case tpm
}

/// Makes keys where the rule says, and reads those that were kept.
public struct KeyMaker: Sendable {
    /// As configured.
    public let rule: KeyRule
    private let tpm: TPM

    /// New keys go into files.
    public static let files = KeyMaker(.file, tpm: TPM(TPM.standardPlace))

    /// - Parameter tpm: the one that new keys go into, and that kept ones come from.
    public init(_ rule: KeyRule, tpm: TPM) {
        self.rule = rule
        self.tpm = tpm
    }

    /// - Throws: `tpm.fault`, `tpm.busy`, `tpm.locked` where the rule wants a TPM and there is none to be used.
    public func requireTPM() async throws(Failure) {
        if rule == .tpm { try await tpm.probe() }
    }

    /// A new key.
    ///
    /// - Throws: as ``requireTPM()``. With the rule `auto` only `tpm.busy`: a TPM that answers late is asked again, and none
    ///   that is merely slow leaves a key in a file.
    public func make() async throws(Failure) -> any MachineKey {
        guard rule != .file, rule == .tpm || tpm.isThere else { return FileKey() }
        do throws(Failure) {
            return try await tpm.makeKey()
        } catch {
            guard rule == .auto, error.code != .tpmBusy else { throw error }
            return FileKey()
        }
    }

    /// A key as ``MachineKey/kept`` gave it; certificates may stand beside it. The TPM is not asked.
    ///
    /// - Throws: `portal.kiosk-certificate` when there is no key in it.
    public func key(in text: [UInt8]) throws(Failure) -> any MachineKey {
        do {
            if let wrapped = try PEM.contents(text, label: WrappedKey.label).first {
                return try TPMKey(WrappedKey(der: wrapped), in: tpm)
            }
            var plain = try PEM.contents(text, label: "PRIVATE KEY").first ?? []
            defer { wipe(&plain) }
            return try FileKey(der: plain)
        } catch {
            throw Failure(.kioskCertificate, "the file holds no key of this machine: \(error.detail)")
        }
    }

    /// Whether the rule wants a key elsewhere than this one lives; with `auto` it waits until the key is rotated anyway.
    public func wantsElsewhere(_ key: any MachineKey) -> Bool {
        switch rule {
        case .auto: false
        case .file: key.home != .file
        case .tpm: key.home != .tpm
        }
    }
}
