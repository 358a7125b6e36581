import FoundationEssentials
import HelperProtocol
import KioskDevices
import KioskDomain
import KioskScreens
import KioskTime
import NCALayer
import SigningKeys

extension PageDesk: SigningHost {
    func activeTokens() async -> [StorageName] {
        var keys = await parts.cards.keys().keys
        if let tokens = parts.tokens { keys += await tokens.keys().keys }
        let present = Set(keys.compactMap { StorageName(rawValue: $0.storage) })
        return StorageName.allCases.filter { present.contains($0) && $0.isHardware }
    }

    func keyInfo(_ order: KeyInfoOrder) async throws(HostRefusal) -> KeyInfo {
        let job = PageJob(
            request: ConsentRequest(
                origin: order.page.origin, permission: order.page.permission, purpose: .keyInfo, documents: []),
            storages: [order.storage], unlocks: false, aim: .useKey { key, _, _ in .key(KeyInfo(key)) })
        guard case .key(let info) = try await carryOut(job) else { throw .failed(.internalError, "") }
        return info
    }

    func sign(_ order: SigningOrder) async throws(HostRefusal) -> SigningResult {
        let job = PageJob(
            request: consentRequest(order), language: order.locale, storages: order.storages, filter: order.filter,
            allowsExpired: order.allowExpired, aim: .useKey(try signatures(order)))
        guard case .signatures(let result) = try await carryOut(job) else { throw .failed(.internalError, "") }
        return result
    }

    func addTimeStamp(_ order: NCALayer.TimeStampOrder) async throws(HostRefusal) -> [UInt8] {
        do {
            return try await parts.client.addTimeStamp(
                to: HelperProtocol.SigningDocument(order.cms), service: timeStampService([:]),
                trust: parts.settings.trust(parts.clock.now()))
        } catch {
            throw HostRefusal(error)
        }
    }

    func chooseFile(_ order: FileOrder) async throws(HostRefusal) -> String {
        let files = await mediaFiles(order.fileExtension)
        guard !files.isEmpty, fileChoice == nil else { throw .failed(.keyFileMissing, "no file on the stick") }
        let request = ConsentRequest(
            origin: order.page.origin, permission: order.page.permission, purpose: .chooseFile, documents: [])
        let id = ScreenToken.random().text
        let path = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                fileChoice = FileChoice(id: id, request: request, files: files, answer: continuation)
                publish()
            }
        } onCancel: {
            Task { await self.dropFileChoice(id) }
        }
        guard let path else { throw .cancelled }
        chosenFiles[order.page.connection, default: []].insert(path)
        return path
    }

    func readFile(_ path: String, page: Page) async throws(HostRefusal) -> [UInt8] {
        guard chosenFiles[page.connection]?.contains(path) == true else {
            throw .failed(.keyFileMissing, "a file that was not chosen here")
        }
        guard let bytes = FileManager.default.contents(atPath: path) else {
            throw .failed(.keyFileMissing, "the file is gone")
        }
        guard bytes.count <= 64 << 20 else { throw .failed(.documentTooLarge, "") }
        return Array(bytes)
    }

    func generateCSR(_ order: CSROrder) async throws(HostRefusal) -> [UInt8] {
        let wish = try NewKeyWish(order.wishes)
        var request = ConsentRequest(
            origin: order.page.origin, permission: order.page.permission, purpose: .newKey, documents: [])
        request.keyAlgorithm = wish.name
        let job = PageJob(
            request: request, language: order.locale, storages: order.storages, aim: .makeKey(wish))
        guard case .request(let der) = try await carryOut(job) else { throw .failed(.internalError, "") }
        return der
    }

    func importCertificate(_ order: ImportOrder) async throws(HostRefusal) {
        let summary: CertificateSummary
        do {
            guard let read = try await parts.client.certificates(in: order.certificate).first else {
                throw Failure(.certificateMalformed)
            }
            summary = read
        } catch {
            throw HostRefusal(error)
        }
        guard !summary.isAuthority else { throw .failed(.certificatePurpose, "an authority's certificate") }
        let shown = ConsentDocument(
            name: summary.masked().subjectName, size: order.certificate.count, kind: .file)
        let job = PageJob(
            request: ConsentRequest(
                origin: order.page.origin, permission: order.page.permission, purpose: .importCertificate,
                documents: [shown]),
            language: order.locale, storages: order.storages,
            aim: .writeCertificate(summary.der.bytes, publicKeyHash: summary.publicKeyHash))
        guard case .written = try await carryOut(job) else { throw .failed(.internalError, "") }
    }

    func changeLocale(_ language: Language?, page: Page) async {
        if let language { spoken = language }
    }

    /// The operator's pages are the settings; nothing opens by itself on a citizen's screen.
    func showSettings(page: Page) async {}

    func dropFileChoice(_ id: String) {
        guard let choice = fileChoice, choice.id == id else { return }
        fileChoice = nil
        choice.answer.resume(returning: nil)
        publish()
    }

    /// The media folder's files by name, without links; at most 200.
    private func mediaFiles(_ fileExtension: String?) async -> [ConsentFile] {
        let folder = parts.settings.mediaFolder
        guard !folder.isEmpty else { return [] }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.sorted().prefix(200).compactMap { name in
            if let fileExtension, !name.lowercased().hasSuffix(".\(fileExtension)") { return nil }
            guard let attributes = try? FileManager.default.attributesOfItem(atPath: "\(folder)/\(name)"),
                attributes[.type] as? FileAttributeType == .typeRegular, let size = attributes[.size] as? Int
            else { return nil }
            return ConsentFile(id: name, name: name, size: size)
        }
    }

    func keyFiles() async -> [ConsentFile] {
        let folder = parts.settings.mediaFolder
        guard !folder.isEmpty else { return [] }
        return ((try? KeyFileStore(folder: folder).names()) ?? []).map { name in
            let size = (try? FileManager.default.attributesOfItem(atPath: "\(folder)/\(name)"))?[.size] as? Int
            return ConsentFile(id: name, name: name, size: size ?? 0)
        }
    }

    // MARK: - Orders in the words of kiosk-sign

    private func signatures(_ order: SigningOrder) throws(HostRefusal) -> PageJob.Work {
        let profile = try profile(order)
        let documents = order.documents.map { document in
            switch document.content {
            case .bytes(let bytes), .digest(let bytes): HelperProtocol.SigningDocument(bytes)
            }
        }
        let rules = SignerRules(allowExpired: order.allowExpired, allowRevoked: order.allowRevoked)
        let parts = parts
        return { found, session, progress in
            guard let session else { throw Failure(.signKeyMissing) }
            let now = parts.clock.now()
            var trust = parts.settings.trust(now, asksRevocation: !order.allowRevoked)
            switch order.chain {
            case .production: break
            case .unchecked: trust.chain = .none
            case .authorities(let list): trust.anchors = list.map(Blob.init)
            }
            let key = UnlockedKey(certificates: found.certificates, session: session, told: progress)
            switch try await parts.client.sign(documents, profile, with: key, rules: rules, trust: trust) {
            case .signed(let signatures):
                return .signatures(
                    SigningResult(signatures: signatures, certificate: found.certificate.der.bytes))
            case .signerRefused(let verdict):
                throw Failure(verdict.findings.first?.code ?? .certificateStatusUnknown, "the signer's certificate")
            }
        }
    }

    private func profile(_ order: SigningOrder) throws(HostRefusal) -> SigningProfile {
        switch order.format {
        case .raw: return .raw
        case .xml(let profile):
            return .xml(
                HelperProtocol.XMLProfile(
                    tbsXPath: profile.signedElement ?? "", parentXPath: profile.signatureParent ?? "",
                    lineEnding: profile.lineEnding == .lineFeed ? .lf : .crlf, isText: true))
        case .cms(let attached, let stamp):
            var service: TimeStampService?
            if let stamp { service = try timeStampService(stamp.wishes) }
            let isDigest = order.documents.contains { if case .digest = $0.content { true } else { false } }
            return .cms(
                CMSProfile(
                    subject: isDigest ? .digest : .content, attached: attached && !isDigest, timeStamp: service))
        }
    }

    private func timeStampService(_ wishes: [String: String]) throws(HostRefusal) -> TimeStampService {
        guard !parts.settings.timeStampURL.isEmpty else {
            throw .failed(.timeStampUnavailable, "no time-stamp service is configured")
        }
        return TimeStampService(url: parts.settings.timeStampURL, policy: wishes["policy"])
    }

    private func consentRequest(_ order: SigningOrder) -> ConsentRequest {
        var isAttached = false
        var isStamped = false
        var isXML = false
        switch order.format {
        case .cms(let attached, let stamp): (isAttached, isStamped) = (attached, stamp != nil)
        case .xml: isXML = true
        case .raw: break
        }
        return ConsentRequest(
            origin: order.page.origin, permission: order.page.permission,
            purpose: order.filter.purpose == .authentication ? .logIn : .sign,
            documents: order.documents.map { document in
                let isDigest = if case .digest = document.content { true } else { false }
                return ConsentDocument(
                    name: document.name, size: document.size,
                    kind: isDigest ? .digest : isXML ? .xml : document.name == nil ? .data : .file)
            }, isAttached: isAttached, isTimeStamped: isStamped)
    }
}
