public import KioskDomain

/// The USB ports in which a person's stick is awaited for a key file.
///
/// A stick that also shows a keyboard, or anything but storage, is not mounted; the others are mounted read-only until the
/// moment of saving, and not at all between calls.
public protocol StickDrive: Sendable {
    /// What stands there now.
    /// - Throws: `stick.fault` when the helper does not answer in time.
    func look() async throws(Failure) -> StickSight

    /// Saves a new file on the one stick that is there: written under another name, made durable, read back from the stick,
    /// compared, renamed. When this returns the stick is not mounted and may be taken.
    ///
    /// - Parameters:
    ///   - bytes: at most ``StickFile/sizeLimit``.
    ///   - name: without its ending `.p12`; a number is added where there is a file of that name, which stays as it is. One
    ///     with these very bytes counts as saved.
    /// - Returns: the name, and what stands on the stick under it.
    /// - Throws: `stick.removed`, `stick.full`, `stick.read-only`, `stick.unreadable`, `stick.not-storage`, `stick.several`,
    ///   `stick.fault`. Nothing stands under any new name then, as far as the stick is still there.
    func save(_ bytes: [UInt8], as name: String) async throws(Failure) -> StickFile

    /// The key files of the one stick that is there; it is mounted read-only for the time of the call. At most
    /// ``StickListing/limit`` files, in folders no deeper than ``StickKeyFile/depth``; nothing but plain files, and no
    /// symbolic link is followed.
    ///
    /// - Throws: `stick.not-read`, `stick.unreadable`, `stick.not-storage`, `stick.several`.
    func keyFiles() async throws(Failure) -> StickListing

    /// The whole of one of these files.
    ///
    /// - Parameters:
    ///   - path: as listed.
    ///   - stick: ``StickListing/stick``; another one in its place is not read.
    /// - Throws: `keyfile.too-large` beyond ``StickFile/sizeLimit``, and as ``keyFiles()``.
    func read(_ path: String, on stick: String) async throws(Failure) -> [UInt8]
}

/// A file that was saved on a stick.
public struct StickFile: Sendable, Hashable {
    /// The most bytes of a key file.
    public static let sizeLimit = 1 << 20

    /// As it stands on the stick.
    public var name: String
    /// As they were read back.
    public var bytes: [UInt8]

    /// Every field as given.
    public init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }

    /// Letters, digits and hyphens, at most 60: what every file system of a stick takes.
    public static func isName(_ name: String) -> Bool {
        (1...60).contains(name.utf8.count)
            && name.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                    || byte == UInt8(ascii: "-")
            }
    }
}
