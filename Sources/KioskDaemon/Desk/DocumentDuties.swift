import FoundationEssentials
import HelperProtocol
import KioskDevices
import KioskDomain
import KioskJournal
import KioskTime
import PortalClient
import PortalContract

/// Forms of codes, as the portal knows them.
enum DeskCode {
    /// The QR code of a digital document.
    static func isOurs(_ text: String) -> Bool {
        if case .qr = DocumentCode(text) { true } else { false }
    }

    /// A QR code of ours, or eight digits.
    static func isWellFormed(_ text: String) -> Bool { DocumentCode(text) != nil }
}

/// What digital documents at the desk rest on.
struct DocumentSources: Sendable {
    let portal: PortalClient
    let vision: VisionClient
    let seal: DocumentSeal
    let seat: OperatorSeat
    let journal: Journal
    let clock: TrustedClock
    let zone: CentreZone
    let rules: RuleBook
    let isDemonstration: Bool

    /// The longest look of the camera for a code.
    static let scanLimit = Duration.seconds(20)

    var duties: DocumentDesk.Duties {
        DocumentDesk.Duties(
            operatorName: { [seat] () throws(Failure) in try seat.name() },
            readCodes: { () async throws(Failure) in try await readCodes() },
            stopReading: { [vision] in try? await vision.stopReadingCode() },
            ask: { (code, name) async throws(Failure) in try await ask(code, name) },
            attach: { (document, number, name) async throws(Failure) in try await attach(document, number, name) },
            history: { (position) async throws(Failure) in try await history(before: position) })
    }

    private func readCodes() async throws(Failure) -> [String] {
        let report = try await vision.readCode(within: Self.scanLimit)
        guard isDemonstration || !report.isVirtual else { throw Failure(.virtualPartRefused, "camera.document") }
        return report.texts
    }

    private func ask(_ code: String, _ name: String) async throws(Failure) -> (DeskDocument, Duration) {
        // Before the portal is asked: the life of the access goes on while its answer is on the way.
        let begun = ContinuousClock.now
        let shown: ShownDocument
        do throws(PortalError) {
            shown = try await portal.scanDocument(DocumentScanRequest(code: code, operatorID: name))
        } catch {
            throw Failure(error)
        }
        let document = try seal.document(shown, at: clock.now())
        try await note("operator.document-shown", document, ["operator": name])
        // Both instants are the portal's; the kiosk's own clock only counts what lies between them.
        let life = Duration.milliseconds(shown.expiresAtMilliseconds - shown.shownAtMilliseconds)
        let longest = rules.documentAccess.value(on: zone.day(clock.now())).longest
        let left = min(life, longest) - begun.duration(to: .now)
        guard left > .zero else { throw Failure(.digitalCodeExpired) }
        return (document, left)
    }

    private func attach(_ document: DeskDocument, _ number: String, _ name: String) async throws(Failure) {
        try await note("operator.document-used", document, ["operator": name, "case": number])
        do throws(PortalError) {
            _ = try await portal.useDocument(
                document.access, DocumentUseRequest(caseNumber: number, operatorID: name))
        } catch {
            throw Failure(error)
        }
    }

    private func history(before position: Int64?) async throws(Failure) -> [DocumentHistoryLine] {
        do throws(PortalError) {
            return try await portal.documentHistory(before: position).entries.map { DocumentHistoryLine($0, zone) }
        } catch {
            throw Failure(error)
        }
    }

    /// Who looked at whose document (P4, R4); of the document itself not a word.
    private func note(_ kind: String, _ document: DeskDocument, _ details: [String: String]) async throws(Failure) {
        do {
            try await journal.record(kind, about: document.owner, details: details, at: clock.now())
        } catch {
            throw Failure(error)
        }
    }
}

extension DocumentHistoryLine {
    /// As the portal keeps it, by the clock on the centre's wall.
    init(_ entry: DocumentHistoryEntry, _ zone: CentreZone) {
        self.init(
            position: entry.position, on: zone.civil(UnixTime(milliseconds: entry.atMilliseconds)), deed: entry.deed,
            kind: entry.kind, owner: entry.owner, operatorName: entry.operatorID, detail: entry.detail)
    }
}
