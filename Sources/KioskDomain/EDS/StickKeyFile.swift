/// A key file (PKCS#12) on a person's stick, before its password is known.
public struct StickKeyFile: Sendable, Hashable, Codable {
    /// Folders and name, from the stick's own folder on, without a slash before them.
    public var path: String
    /// Bytes.
    public var size: Int

    /// Every field as given.
    public init(path: String, size: Int) {
        self.path = path
        self.size = size
    }

    /// Deepest folder, the stick's own not counted.
    public static let depth = 3

    /// Without its folders.
    public var name: String { path.split(separator: "/").last.map(String.init) ?? path }

    /// For people: of twelve and more digits in a row, which may be an IIN, the last four are left (P4); a long name keeps its
    /// beginning and its end.
    public var shownName: String { ShownName.masked(name) }

    /// Whether it names a key file below a folder: no way out of it, and no deeper than ``depth``.
    public static func isPath(_ path: String) -> Bool {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        return (1...depth + 1).contains(parts.count) && path.utf8.count <= 500 && parts.allSatisfy { isName($0) }
            && isKeyFile(path)
    }

    /// PKCS#12 by its ending, `.p12` or `.pfx`.
    public static func isKeyFile(_ name: String) -> Bool {
        let ending = name.suffix(4).lowercased()
        return ending == ".p12" || ending == ".pfx"
    }

    /// Neither hidden nor the way out of a folder, and nothing in it that a screen would show as something else.
    public static func isName(_ name: some StringProtocol) -> Bool {
        guard let first = name.first, first != ".", name.utf8.count <= 255 else { return false }
        return name.unicodeScalars.allSatisfy { $0 != "/" && ShownName.shows($0) }
    }
}

/// The key files of one stick.
public struct StickListing: Sendable, Hashable, Codable {
    /// Names the stick as long as it stays in: a file of this listing is not read from another one.
    public var stick: String
    /// Those of the upper folders first, in each folder the newest ones.
    public var files: [StickKeyFile]
    /// False when there is more than was looked at.
    public var isComplete: Bool

    /// Every field as given.
    public init(stick: String, files: [StickKeyFile], isComplete: Bool = true) {
        self.stick = stick
        self.files = files
        self.isComplete = isComplete
    }

    /// The most files that are listed: what one screen shows.
    public static let limit = 6
}

/// A key file that its password has opened.
public struct OpenedKeyFile: Sendable, Hashable {
    /// Which one.
    public var file: StickKeyFile
    /// Its certificates: valid ones first, then by their last day, newest first.
    public var certificates: [HeldCertificate]

    /// Every field as given, the certificates put in order.
    public init(file: StickKeyFile, certificates: [HeldCertificate]) {
        self.file = file
        self.certificates = CardReport(certificates: certificates).certificates
    }

    /// Whether it signs an application: only while it is valid (E6), and never an organisation's (E3).
    public var mayApply: Bool { trouble == nil }

    /// What it gives its holder a right to; not every certificate is renewed (E6).
    public var rights: Set<EDSRight> {
        guard mayApply else { return [] }
        return certificates.contains(where: \.isRenewable) ? [.renewal, .organisation] : [.organisation]
    }

    /// Why it does not.
    public var trouble: FailureCode? {
        let signing = certificates.filter { $0.uses.contains(.signature) }
        guard !signing.isEmpty else { return .signKeyMissing }
        let personal = signing.filter(\.isPersonal)
        guard !personal.isEmpty else { return .personLegalEntity }
        if personal.contains(where: \.isValid) { return nil }
        if personal.contains(where: { $0.standing == .revoked }) { return .certificateRevoked }
        return personal.contains { $0.standing == .notYetValid } ? .certificateNotYetValid : .certificateExpired
    }
}
