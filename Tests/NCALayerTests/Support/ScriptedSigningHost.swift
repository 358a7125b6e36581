import KioskDomain
import NCALayer

/// A host without keys: answers what the test told it to, remembers what it was asked.
actor ScriptedSigningHost: SigningHost {
    private(set) var orders: [SigningOrder] = []
    private(set) var others: [String] = []
    private var refusal: HostRefusal?
    private var isHeld = false
    private var held: [CheckedContinuation<Void, Never>] = []
    private(set) var cancelled = 0
    private var chosen: Set<String> = []
    private var losesSignatures = false
    private var signatureSize: Int?

    static let signature: [UInt8] = [0x30, 0x03, 0x02, 0x01, 0x2A]
    static let xml = Array("<?xml version=\"1.0\"?><a>\u{4D8}<ds:Signature>\r\n</ds:Signature></a>".utf8)

    func refuse(with refusal: HostRefusal?) { self.refusal = refusal }

    /// Forgets the documents that it was given.
    func forget() { orders = [] }

    func makeSignatures(of size: Int) { signatureSize = size }

    func loseSignatures() { losesSignatures = true }

    /// Questions stay open until ``release()``, or until their page goes away.
    func hold() { isHeld = true }

    func release() {
        isHeld = false
        for waiter in held { waiter.resume() }
        held = []
    }

    private func question() async throws(HostRefusal) {
        if isHeld {
            await withTaskCancellationHandler {
                await withCheckedContinuation { held.append($0) }
            } onCancel: {
                Task { await self.pageIsGone() }
            }
        }
        if let refusal { throw refusal }
    }

    private func pageIsGone() {
        cancelled += 1
        release()
    }

    func activeTokens() -> [StorageName] { [.kaztoken, .pkcs12] }

    func keyInfo(_ order: KeyInfoOrder) async throws(HostRefusal) -> KeyInfo {
        others.append("keyInfo \(order.storage.rawValue)")
        try await question()
        return KeyInfo(
            alias: "demo", keyID: "ab", algorithm: "RSA", subjectCN: "DEMO PERSON 1",
            subjectDN: "CN=DEMO PERSON 1,C=KZ",
            issuerCN: "DEMO AUTHORITY", issuerDN: "C=KZ,CN=DEMO AUTHORITY", serialNumber: "01ff",
            notBefore: UnixTime(milliseconds: 1_700_000_000_000), notAfter: UnixTime(milliseconds: 1_800_000_000_000),
            authorityKeyIdentifier: "5b6a7411", certificate: Self.signature)
    }

    func sign(_ order: SigningOrder) async throws(HostRefusal) -> SigningResult {
        orders.append(order)
        try await question()
        if case .xml = order.format {
            return SigningResult(
                signatures: order.documents.map { _ in Self.xml }, certificate: Self.signature)
        }
        let signature = signatureSize.map { [UInt8](repeating: 0x2A, count: $0) } ?? Self.signature
        let signatures = order.documents.dropFirst(losesSignatures ? 1 : 0).map { _ in signature }
        return SigningResult(signatures: signatures, certificate: Self.signature)
    }

    func addTimeStamp(_ order: TimeStampOrder) async throws(HostRefusal) -> [UInt8] {
        others.append("addTimeStamp \(order.cms.count)")
        try await question()
        return Self.signature
    }

    func chooseFile(_ order: FileOrder) async throws(HostRefusal) -> String {
        others.append("chooseFile \(order.fileExtension ?? "*")")
        try await question()
        chosen.insert("/media/stick/letter.pdf")
        return "/media/stick/letter.pdf"
    }

    func readFile(_ path: String, page: Page) async throws(HostRefusal) -> [UInt8] {
        guard chosen.contains(path) else { throw .failed(.documentForbidden, "not chosen on this screen") }
        return Array("letter".utf8)
    }

    func generateCSR(_ order: CSROrder) async throws(HostRefusal) -> [UInt8] {
        others.append("generateCSR \(order.wishes.sorted { $0.key < $1.key })")
        try await question()
        return Self.signature
    }

    func importCertificate(_ order: ImportOrder) async throws(HostRefusal) {
        others.append("importCertificate \(order.certificate.count)")
        try await question()
    }

    func changeLocale(_ language: Language?, page: Page) { others.append("locale \(language?.rawValue ?? "-")") }

    func showSettings(page: Page) { others.append("settings") }
}
