import CardReaderPCSC
import HelperProtocol
import KioskDevices
import KioskDomain
import KioskScreens
import KioskTime
import NCALayer
import SigningKeys

/// Keys that a page wants made, and certificates that it wants written: on tokens by kiosk-token, in files by kiosk-sign.
extension PageDesk {
    func placesForNewKey(_ wish: NewKeyWish, _ job: PageJob) async -> SigningEvent {
        var listing = PlaceListing()
        if let tokens = parts.tokens, let algorithm = wish.onToken { listing = await tokens.places(making: algorithm) }
        let file = job.offersFiles ? newFile() : nil
        return places(listing, file.map { [$0] } ?? [], job, missing: .tokenMissing)
    }

    func placesForCertificate(_ publicKeyHash: String, _ job: PageJob) async -> SigningEvent {
        let listing = await parts.tokens?.places(holding: publicKeyHash) ?? PlaceListing()
        let files = job.offersFiles ? await keyFiles() : []
        return places(listing, files, job, missing: .signKeyMissing)
    }

    /// Cards answer to the portal alone (E2a): where nothing but a card is wanted and one is there, that is said.
    private func places(
        _ listing: PlaceListing, _ files: [ConsentFile], _ job: PageJob, missing: FailureCode
    ) -> SigningEvent {
        let fitting = listing.places.filter { job.allows($0.storage) }
        for place in fitting { question?.places[place.id] = place }
        question?.files = files
        if fitting.isEmpty, files.isEmpty, job.allows("AKKZIDCardStore"), hasCard {
            question?.refusal = .failed(
                .administrativeRefused, "keys of cards are made with the portal's approval only")
            return .failed(.administrativeRefused)
        }
        return .found(
            SigningChoices(keys: fitting.map { .init(name: $0.id, isUsable: true) }, files: files.map(\.id)),
            listing.findings.first?.code ?? missing)
    }

    private var hasCard: Bool {
        parts.readers.latest.readers.contains { if case .card = $0.content { true } else { false } }
    }

    /// The first free name of today; nil without a folder for sticks.
    private func newFile() -> ConsentFile? {
        let store = KeyFileStore(folder: parts.settings.mediaFolder)
        guard !parts.settings.mediaFolder.isEmpty, let taken = try? Set(store.names()) else { return nil }
        let day = parts.zone.day(parts.clock.now()).description
        let names = (1...99).lazy.map { $0 == 1 ? "new-key-\(day).p12" : "new-key-\(day)-\($0).p12" }
        return names.first { !taken.contains($0) }.map { ConsentFile(id: $0, name: $0, size: nil) }
    }

    func open(_ place: TokenPlace) async -> SigningEvent {
        guard let tokens = parts.tokens else { return .failed(.tokenMissing) }
        do {
            let session = try await tokens.open(place)
            question?.medium = session
            return .ready(session.lock.tries, onReader: session.lock.kind == .pinPad)
        } catch {
            return error.code == .pinBlocked ? .blocked : .failed(error.code)
        }
    }

    /// The password of a new file is wanted twice; then everything is made that is to be written.
    func prepare(_ wish: NewKeyWish, _ name: String, _ secret: consuming SecretBytes) async -> SigningEvent {
        guard let first = firstSecret.take() else {
            guard KeyFilePasswordRules().refusal(of: secret) == nil else { return .notTried(.keyFilePasswordRules) }
            firstSecret = consume secret
            return .again
        }
        guard first.isEqual(to: secret) else { return .notTried(.keyFilePasswordMismatch) }
        do {
            let made = try await keyFile(name).prepare(wish.inFile(named: name), password: secret)
            question?.prepared = PreparedFile(name: name, bytes: made.file, request: made.request)
            return .accepted
        } catch {
            return .failed(error.code)
        }
    }

    func adding(_ certificate: [UInt8], _ name: String, _ secret: consuming SecretBytes) async -> SigningEvent {
        do {
            guard let bytes = try await keyFile(name).adding(certificate, password: secret) else {
                return .wrong(.unknown)
            }
            question?.prepared = PreparedFile(name: name, bytes: bytes)
            return .accepted
        } catch {
            return .failed(error.code)
        }
    }

    func make(_ wish: NewKeyWish, _ question: PageQuestion) async throws -> PageResult {
        if let prepared = question.prepared, let request = prepared.request {
            try await keyFile(prepared.name).write(prepared.bytes, replacing: false)
            return .request(request)
        }
        guard let token = question.medium as? TokenPlaceSession else { throw Failure(.signKeyMissing) }
        let label = "EDS \(parts.zone.day(parts.clock.now()))"
        return .request(try await TokenRequest.make(wish, on: token, label: label))
    }

    func write(_ certificate: [UInt8], _ question: PageQuestion) async throws -> PageResult {
        if let prepared = question.prepared {
            try await keyFile(prepared.name).write(prepared.bytes, replacing: true)
            return .written
        }
        guard let token = question.medium as? TokenPlaceSession else { throw Failure(.signKeyMissing) }
        try await token.write(certificate)
        return .written
    }

    private func keyFile(_ name: String) -> KeyFile {
        KeyFile(name, in: KeyFileStore(folder: parts.settings.mediaFolder), client: parts.client)
    }
}
