import HelperProtocol
import KioskDevices
import KioskDomain
import KioskScreens
import NCALayer
import SigningKeys

/// What a page wants done with a key, and how the person is asked.
struct PageJob: Sendable {
    typealias Work =
        @Sendable (FoundKey, (any KeySession)?, @escaping @Sendable (Int) -> Void) async throws -> PageResult

    /// What is wanted of the person's media.
    enum Aim: Sendable {
        /// A key is used; the work runs once it is unlocked.
        case useKey(Work)
        /// A key is made, on a token or in a new file.
        case makeKey(NewKeyWish)
        /// An issued certificate (DER) is written beside its key, which its public key's hash tells.
        case writeCertificate([UInt8], publicKeyHash: String)
    }

    var request: ConsentRequest
    var language: Language?
    /// nil: anywhere.
    var storages: [StorageName]?
    var filter = KeyFilter()
    var allowsExpired = true
    /// False when only the certificate is wanted: it is public, no PIN is asked for.
    var unlocks = true
    var aim: Aim

    /// Whether a key may be shown for this request at all.
    func fits(_ key: FoundKey) -> Bool {
        guard allows(key.storage) else { return false }
        switch filter.purpose {
        case .signature where !key.purposes.contains(.signature): return false
        case .authentication where !key.purposes.contains(.authentication): return false
        case .signature, .authentication, nil: break
        }
        let certificate = key.certificate
        let usages = Set(certificate.extendedKeyUsage ?? [])
        guard filter.extendedKeyUsages.allSatisfy(usages.contains) else { return false }
        if let iin = filter.iin, !iin.isEmpty, certificate.iin != iin { return false }
        if let bin = filter.bin, !bin.isEmpty, certificate.bin != bin { return false }
        guard let serial = filter.serialNumber, !serial.isEmpty else { return true }
        return Self.plain(serial) == Self.plain(certificate.serialNumber)
    }

    /// Whether the page wants a medium of that name.
    func allows(_ storage: String) -> Bool { storages?.contains { $0.rawValue == storage } ?? true }

    /// Whether keys are made, so that the liability notice comes first (F2).
    var makesKeys: Bool { if case .makeKey = aim { true } else { false } }

    /// Whose row of the notice comes first.
    var noticeReader: Offender {
        if case .makeKey(let wish) = aim { .reader(ofOrganisation: wish.isOfOrganisation) } else { .individual }
    }

    /// Files are offered where pages name them, or name nothing.
    var offersFiles: Bool { storages?.contains(.pkcs12) ?? true }

    private static func plain(_ serial: String) -> String { String(serial.lowercased().drop { $0 == "0" }) }
}

/// What a job gives.
enum PageResult: Sendable {
    case signatures(SigningResult)
    case key(KeyInfo)
    /// DER of a certification request.
    case request([UInt8])
    /// The certificate lies beside its key.
    case written
}

/// A key file that waits for the moment of writing.
struct PreparedFile: Sendable {
    var name: String
    var bytes: [UInt8]
    /// DER of the request for its new key's certificate; nil when a certificate was put in.
    var request: [UInt8]?
}

/// One request on the screen.
struct PageQuestion {
    let id: String
    let job: PageJob
    var language: Language
    var session: SigningSession
    var keys: [String: FoundKey] = [:]
    /// Tokens on which a key can be made or a certificate written.
    var places: [String: TokenPlace] = [:]
    /// Key files on the stick when it was looked at last.
    var files: [ConsentFile] = []
    /// Sessions of an opened file's keys.
    var opened: [String: any KeySession] = [:]
    /// The medium in use.
    var medium: (any MediumSession)?
    /// A key file, encrypted, that is to be written.
    var prepared: PreparedFile?
    var pad: SecretPad?
    var confirmedLastTry = false
    var result: PageResult?
    /// Why it failed, as the page is told; the person is told the code.
    var refusal: HostRefusal?
    var work: Task<Void, Never>?
    var answer: CheckedContinuation<Result<PageResult, HostRefusal>, Never>?
}

extension HostRefusal {
    init(_ error: any Error) {
        if let refusal = error as? HostRefusal {
            self = refusal
        } else if let failure = error as? SigningFailure {
            self = Self.malformed(failure.requesterText) ?? .failed(failure.code, failure.detail)
        } else if let coded = error as? any CodedError {
            self = .failed(coded.code, coded.detail)
        } else {
            self = .failed(.internalError, "")
        }
    }

    /// Reads the place out of the parser's text (`…; lineNumber: 1; columnNumber: 7; …`).
    private static func malformed(_ text: String?) -> HostRefusal? {
        guard let parts = text?.split(separator: "; ", maxSplits: 3), parts.count == 4,
            let line = parts[1].split(separator: " ").last.flatMap({ Int($0) }),
            let column = parts[2].split(separator: " ").last.flatMap({ Int($0) })
        else { return nil }
        return .malformedXML(line: line, column: column, text: String(parts[3]))
    }

    /// The code that the person reads.
    var code: FailureCode {
        switch self {
        case .cancelled: .signCancelled
        case .failed(let code, _): code
        case .malformedXML: .documentMalformed
        }
    }
}
