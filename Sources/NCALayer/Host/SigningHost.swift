public import KioskDomain

/// The work behind the door: keys, consent, signatures. The daemon implements it.
///
/// A call is cancelled (as a task) when its page goes away; the host then takes the question from the screen. Calls of
/// different connections come at the same time; the host shows one at a time or refuses with `door.busy`.
public protocol SigningHost: Sendable {
    /// Hardware media that are there now; file stores are left out by the caller.
    func activeTokens() async -> [StorageName]
    /// The person picks a key, with or without its PIN; nothing is signed.
    func keyInfo(_ order: KeyInfoOrder) async throws(HostRefusal) -> KeyInfo
    /// Consent, PIN, signatures: as many as there are documents, in their order, or none.
    func sign(_ order: SigningOrder) async throws(HostRefusal) -> SigningResult
    /// Adds a signature time stamp (RFC 3161, CAdES-T) to each signer of a DER CMS.
    func addTimeStamp(_ order: TimeStampOrder) async throws(HostRefusal) -> [UInt8]
    /// The person picks a file on our screen; answers its absolute path.
    func chooseFile(_ order: FileOrder) async throws(HostRefusal) -> String
    /// Reads a file that ``chooseFile(_:)`` answered on the same connection.
    func readFile(_ path: String, page: Page) async throws(HostRefusal) -> [UInt8]
    /// New key and PKCS#10 request (RFC 2986), DER.
    func generateCSR(_ order: CSROrder) async throws(HostRefusal) -> [UInt8]
    /// Writes an issued certificate beside its key.
    func importCertificate(_ order: ImportOrder) async throws(HostRefusal)
    /// The page asks for our texts in this language from now on; nil for one that we do not speak.
    func changeLocale(_ language: Language?, page: Page) async
    /// The page asks for our settings window.
    func showSettings(page: Page) async
}

/// Why a host did not do it.
public enum HostRefusal: Error, Sendable, Hashable {
    /// The person said no. Not a fault: both modules have an answer of their own for it.
    case cancelled
    /// Anything else. The text goes to the page: a short English sentence, nothing personal.
    case failed(FailureCode, String)
    /// The document is no well-formed XML (lines and columns from 1).
    case malformedXML(line: Int, column: Int, text: String)
}
