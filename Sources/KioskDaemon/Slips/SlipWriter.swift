import FoundationEssentials
import HallContract
import KioskDomain
import KioskJournal
import KioskScreens
import KioskTexts
import KioskTime
import PKIX
import PortalClient
import PortalContract
import SlipPrinter

/// Says what stands on each kind of slip; gathers it from the journal.
struct SlipWriter: Sendable {
    let journal: Journal
    let zone: CentreZone
    let identity: DeviceIdentity
    let kiosk: String
    let centre: Localised
    let demonstration: Bool
    /// What this kiosk knows of the person's attempts, for the referral.
    let attempts: @Sendable () async -> [AttemptRecord]

    func ticket(_ ticket: QueueSlip, language: Language, at now: UnixTime) -> SlipDocument {
        var marks: Set<SlipDocument.Mark> = ticket.isCopy ? [.copy] : []
        if ticket.isProvisional { marks.insert(.provisional) }
        return SlipDocument.queueTicket(
            SlipDocument.QueueTicket(
                number: ticket.slip.ticket?.text ?? "", service: ticket.purpose.name, lane: ticket.lane.text,
                appointment: ticket.appointment?.hoursAndMinutes, ahead: ticket.place?.ahead,
                statusLink: ticket.statusLink),
            marks: marks, context(language, now))
    }

    /// - Parameter slip: its number at this kiosk, printed beside the kiosk's name.
    func document(
        _ kind: SlipKind, slip: Int64, language: Language, at now: UnixTime
    ) async throws -> SlipDocument {
        var context = context(language, now)
        context.kiosk += " · \(slip)"
        switch kind {
        case .ticket(let number):
            return SlipDocument(context: context, blocks: [.largeNumber(number)])
        case .issued(let application, _):
            return try await issued(application, context)
        case .referral: return try await referral(context)
        case .interrupted(let application, _, let code):
            return SlipDocument.interruptedWrite(
                changes: try await changes(application), applicationNumber: application.number, code: code, context)
        case .applicationLeft(let application, let code):
            return Self.notice(SlipWriterTexts.applicationWaits, application.number, code, context)
        case .sentOn(let code):
            return Self.notice(SlipWriterTexts.toOperator, nil, code, context)
        }
    }

    private func context(_ language: Language, _ now: UnixTime) -> SlipDocument.Context {
        SlipDocument.Context(
            language: language, centre: centre, kiosk: kiosk, issued: dateTime(now), isDemonstration: demonstration)
    }

    private func issued(_ application: Application, _ context: SlipDocument.Context) async throws -> SlipDocument {
        let record = try await journal.certificateRequest(application: application.number)
        var validity: [SlipDocument.CertificateValidity] = []
        if let set = record?.certificates {
            for (use, der) in [
                (SlipDocument.CertificateValidity.Use.authentication, set.authentication), (.signature, set.signature),
            ] {
                guard let der, let certificate = try? Certificate(der: der) else { continue }
                validity.append(
                    SlipDocument.CertificateValidity(
                        use, from: date(certificate.notBefore), to: date(certificate.notAfter)))
            }
        }
        return SlipDocument.edsApplication(
            applicationNumber: application.number, certificates: validity, iin: application.identity.iin.masked, context
        )
    }

    private func referral(_ context: SlipDocument.Context) async throws -> SlipDocument {
        let records = await attempts()
        let iin = records.compactMap { $0.person?.iin }.first?.masked ?? ""
        let statement = ReferralStatement(
            iin: String(iin.suffix(4)), kiosk: identity.kioskID,
            attempts: records.compactMap { record in
                guard let outcome = record.outcome, let closed = record.closedAt else { return nil }
                return ReferralStatement.Attempt(
                    sequence: record.sequence, outcome: outcome.rawValue, time: closed.milliseconds / 1000)
            })
        let signed = try CompactJWS.sign(
            payload: ContractJSON.encode(statement), keyID: identity.kioskID, key: identity.key)
        return SlipDocument.referral(
            attempts: records.compactMap { record in
                guard let outcome = record.outcome, let closed = record.closedAt else { return nil }
                return SlipDocument.EndedAttempt(time: dateTime(closed), outcome: outcome)
            }, iin: iin, signedOutcomes: Array(signed.utf8), context)
    }

    private static func notice(
        _ text: Localised, _ application: String?, _ code: FailureCode, _ context: SlipDocument.Context
    ) -> SlipDocument {
        var blocks: [SlipDocument.Block] = [.heading(text)]
        if let application { blocks.append(.largeNumber(application)) }
        blocks += [
            .text(code.text), .notice(code.remedy),
            .rows([
                SlipDocument.Row(SlipWriterTexts.centre, context.centre),
                SlipDocument.Row(SlipWriterTexts.issued, context.issued),
                SlipDocument.Row(SlipWriterTexts.code, code.rawValue),
            ]),
        ]
        return SlipDocument(context: context, blocks: blocks)
    }

    /// R5: what is certain about the card, as the journal has it.
    private func changes(_ application: Application) async throws -> [SlipDocument.CardChange] {
        let progress = try await journal.certificateRequest(application: application.number)?.progress
        let parts: [(SlipDocument.CardChange.Item, CardWriteProgress.Step?)] = [
            (.authenticationKey, progress?.keys[.authentication]),
            (.authenticationCertificate, progress?.certificates[.authentication]),
            (.signatureKey, progress?.keys[.signature]),
            (.signatureCertificate, progress?.certificates[.signature]),
        ]
        return [SlipDocument.CardChange(.pin, .untouched)]
            + parts.map { item, step in
                switch step {
                case .done: SlipDocument.CardChange(item, .written)
                case .uncertain: SlipDocument.CardChange(item, .unknown)
                case .notBegun, nil: SlipDocument.CardChange(item, .untouched)
                }
            }
    }

    private func date(_ time: UnixTime) -> String {
        let day = zone.day(time)
        return "\(Self.pair(day.day)).\(Self.pair(day.month)).\(day.year)"
    }

    private func dateTime(_ time: UnixTime) -> String {
        let second = zone.civil(time).time.secondOfDay
        return "\(date(time)) \(Self.pair(second / 3600)):\(Self.pair(second / 60 % 60))"
    }

    private static func pair(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
}

/// The outcomes on a referral slip as its QR code carries them, signed by the kiosk (B4): small enough to be read from
/// paper, and naming the person by the last four digits only (P4).
struct ReferralStatement: Codable {
    struct Attempt: Codable {
        var sequence: Int64
        var outcome: String
        /// Seconds since 1970 UTC.
        var time: Int64
    }

    var iin: String
    var kiosk: String
    var attempts: [Attempt]
}

/// Texts of the slips that only the daemon prints.
enum SlipWriterTexts {
    static let applicationWaits = Localised(
        kk: "Өтінім сақталды. ЭЦҚ картаға жазылмады.", ru: "Заявка сохранена. ЭЦП на карту не записана.",
        en: "Your application is kept. No EDS was written to the card.")
    static let toOperator = Localised(
        kk: "Операторға жүгініңіз", ru: "Обратитесь к оператору", en: "Please go to an operator")
    static let centre = Localised(kk: "Орталық", ru: "Центр", en: "Centre")
    static let issued = Localised(kk: "Берілді", ru: "Выдано", en: "Issued")
    static let code = Localised(kk: "Код", ru: "Код", en: "Code")
}
