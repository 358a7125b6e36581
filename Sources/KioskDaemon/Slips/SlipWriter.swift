import FoundationEssentials
import HallContract
import KioskDomain
import KioskJournal
import KioskScreens
import KioskTexts
import KioskTime
import MachineKeys
import PKIX
import PortalClient
import PortalContract
import SlipDesign
import SlipPrinter

/// Says what each kind of slip tells; gathers it from the journal. How it stands on paper is a matter of the book.
struct SlipWriter: Sendable {
    let journal: Journal
    let zone: CentreZone
    /// This machine's ID at the portal.
    let machine: String
    /// Its key as it is now.
    let key: @Sendable () -> any MachineKey
    let kiosk: String
    let centre: Localised
    let demonstration: Bool
    let book: SlipBook
    let paper: SlipRenderer.Paper
    let link: StatusLink
    /// What this kiosk knows of the person's attempts, for the referral.
    let attempts: @Sendable () async -> [AttemptRecord]

    func ticket(_ ticket: QueueSlip, language: Language, at now: UnixTime) -> SlipDocument {
        let content = QueueTicket(
            number: ticket.slip.ticket?.text ?? "", service: ticket.purpose.name, lane: ticket.lane.text,
            appointment: ticket.appointment?.hoursAndMinutes, callBy: ticket.callBy?.hoursAndMinutes,
            ahead: ticket.place?.ahead,
            minutes: ticket.place?.minutes, statusLink: ticket.statusLink, isCopy: ticket.isCopy,
            isProvisional: ticket.isProvisional)
        return book.document(.ticket(content), context(language, now), paper: paper)
    }

    /// A number whose paper was never drawn, because the program ended before: its number, lane and status link.
    func bareTicket(_ slip: SlipRecord, at now: UnixTime) -> SlipDocument {
        let nothing = Localised(kk: "", ru: "", en: "")
        let content = QueueTicket(
            number: slip.ticket?.text ?? "", service: nothing, lane: slip.ticket?.lane.text ?? nothing,
            statusLink: link.address(slip.content ?? []))
        return book.document(.ticket(content), context(.kazakh, now), paper: paper)
    }

    /// - Parameter slip: its number at this kiosk, printed beside the kiosk's name.
    func document(
        _ kind: SlipKind, slip: Int64, language: Language, at now: UnixTime
    ) async throws -> SlipDocument {
        var context = context(language, now)
        context.slip = String(slip)
        return book.document(try await content(kind, at: now), context, paper: paper)
    }

    private func content(_ kind: SlipKind, at now: UnixTime) async throws -> SlipContent {
        switch kind {
        case .ticket(let number):
            let unknown = Localised(kk: "", ru: "", en: "")
            return .ticket(QueueTicket(number: number, service: unknown, lane: unknown))
        case .issued(let application, _): return .issued(try await issued(application))
        case .referral: return .referral(try await referral())
        case .interrupted(let application, _, let code):
            return .interruptedWrite(
                InterruptedWrite(
                    changes: try await changes(application), application: application.number, code: code))
        case .applicationLeft(let application, let code):
            let isFile = application.medium == .file
            return .applicationLeft(
                Advice(
                    application: application.number,
                    message: SlipWriterTexts.left(application, code),
                    // The code's own remedy is about a file that is no more once the person has gone.
                    remedy: isFile && code != .organisationAtDesk ? SlipWriterTexts.fileLater : code.remedy, code: code)
            )
        case .applicationForm(let standing): return .application(form(standing))
        case .revoked(let revoked):
            return .revoked(
                RevokedEDS(
                    iin: revoked.iin, serials: revoked.serials, cause: revoked.cause.text,
                    revoked: dateTime(revoked.at)))
        case .registration(let registration):
            return .registration(
                Registration(
                    number: registration.slip, iin: registration.iin, service: SlipWriterTexts.exchange,
                    collectAt: centre, submitted: dateTime(now)))
        case .unanswered(let deed, let code):
            let message = SlipWriterTexts.unanswered(deed, by: dateTime(now))
            return .sentOn(Advice(message: message, remedy: deed.whereToSee, code: code))
        // No desk takes an application for the online exchange.
        case .sentOn(.exchangeAtDesk):
            let code = FailureCode.exchangeAtDesk
            return .sentOn(Advice(message: SlipWriterTexts.ordinaryExchange, remedy: code.remedy, code: code))
        case .sentOn(let code):
            return .sentOn(Advice(message: SlipWriterTexts.toOperator, remedy: code.remedy, code: code))
        }
    }

    private func context(_ language: Language, _ now: UnixTime) -> SlipContext {
        SlipContext(
            language: language, centre: centre, kiosk: kiosk, issued: dateTime(now), isDemonstration: demonstration)
    }

    /// E4: the one slip with the whole IIN (P4).
    private func form(_ standing: ApplicationStanding) -> EDSApplication {
        let elsewhere = standing.handInElsewhere.map { Localised(kk: $0, ru: $0, en: $0) }
        return EDSApplication(
            number: standing.number, iin: standing.iin, handInAt: elsewhere ?? centre,
            medium: standing.facts.medium.text, submitted: standing.facts.madeOn,
            days: standing.handInBy.map { standing.facts.madeOn.days(until: $0) })
    }

    private func issued(_ application: Application) async throws -> IssuedEDS {
        let record = try await journal.certificateRequest(application: application.number)
        var validity: [IssuedEDS.Validity] = []
        if let set = record?.certificates {
            for (use, der) in [
                (IssuedEDS.Validity.Use.authentication, set.authentication), (.signature, set.signature),
            ] {
                guard let der, let certificate = try? Certificate(der: der) else { continue }
                validity.append(
                    IssuedEDS.Validity(
                        use, from: zone.day(certificate.notBefore).onSlip, to: zone.day(certificate.notAfter).onSlip))
            }
        }
        return IssuedEDS(
            number: application.number, iin: application.iin, certificates: validity,
            isFile: application.medium == .file, isToken: application.medium.isToken, bin: application.organisation?.bin
        )
    }

    /// The newest ones, the five of B4 among them; more make a code too dense for 58 mm paper.
    private static let mostOutcomes = 7

    private func referral() async throws -> Referral {
        let records = await attempts()
        let iin = records.compactMap { $0.person?.iin }.first
        let all = records.compactMap { record in
            record.outcome.flatMap { outcome in record.closedAt.map { (record.sequence, outcome, $0) } }
        }
        let ended = all.suffix(Self.mostOutcomes)
        let statement = ReferralStatement(
            iin: iin.map { String($0.masked.suffix(4)) } ?? "", kiosk: machine,
            attempts: ended.map { sequence, outcome, closed in
                ReferralStatement.Attempt(
                    sequence: sequence, outcome: outcome.rawValue, time: closed.milliseconds / 1000)
            })
        // A key that cannot sign now costs the code on the slip, not the slip: the outcomes are in the journal.
        let key = key()
        let signed = try? await CompactJWS.sign(
            payload: ContractJSON.encode(statement), keyID: machine
        ) { try await key.sign($0) }
        return Referral(
            attempts: ended.map { Referral.Attempt(time: dateTime($0.2), outcome: $0.1) }, iin: iin,
            signedOutcomes: signed.map { Array($0.utf8) } ?? [])
    }

    /// R5: what is certain about the card, as the journal has it.
    private func changes(_ application: Application) async throws -> [InterruptedWrite.Change] {
        let progress = try await journal.certificateRequest(application: application.number)?.progress
        let parts: [(InterruptedWrite.Change.Item, CardWriteProgress.Step?)] = [
            (.authenticationKey, progress?.keys[.authentication]),
            (.authenticationCertificate, progress?.certificates[.authentication]),
            (.signatureKey, progress?.keys[.signature]),
            (.signatureCertificate, progress?.certificates[.signature]),
        ]
        return [InterruptedWrite.Change(.pin, .untouched)]
            + parts.map { item, step in
                switch step {
                case .done: InterruptedWrite.Change(item, .written)
                case .uncertain: InterruptedWrite.Change(item, .unknown)
                case .notBegun, nil: InterruptedWrite.Change(item, .untouched)
                }
            }
    }

    private func dateTime(_ time: UnixTime) -> String {
        let wall = zone.civil(time)
        return "\(wall.date.onSlip) \(wall.time.hoursAndMinutes)"
    }
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
    static let operatorWrites = Localised(
        kk: "Ұйымның ЭЦҚ-сына өтінім қабылданды. Кілттерді оператор жазады.",
        ru: "Заявка на ЭЦП организации принята. Ключи запишет оператор.",
        en: "The application for the organisation's EDS is accepted. An operator writes the keys.")
    static func left(_ application: Application, _ code: FailureCode) -> Localised {
        switch code {
        case .organisationAtDesk: operatorWrites
        case .applicationAtDesk: operatorWritesToken(application.medium.text)
        default: waits(application.medium)
        }
    }
    private static func operatorWritesToken(_ token: Localised) -> Localised {
        Localised(
            kk: "ЭЦҚ-ға өтінім қабылданды. Токенге (\(token.kk)) кілттерді оператор жазады.",
            ru: "Заявка на ЭЦП принята. Ключи на токен (\(token.ru)) запишет оператор.",
            en: "The application for an EDS is accepted. An operator writes the keys to the token (\(token.en)).")
    }
    private static func waits(_ medium: Medium) -> Localised {
        medium == .file ? fileWaits : medium.isToken ? tokenWaits : applicationWaits
    }
    private static let tokenWaits = Localised(
        kk: "Өтінім сақталды. ЭЦҚ токенге толық жазылмады.",
        ru: "Заявка сохранена. ЭЦП на токен записана не полностью.",
        en: "Your application is kept. The EDS on the token is not complete.")
    static let fileWaits = Localised(
        kk: "Өтінім сақталды. ЭЦҚ флешкаға жазылмады.", ru: "Заявка сохранена. ЭЦП на флешку не записана.",
        en: "Your application is kept. No EDS was saved on a stick.")
    static let fileLater = Localised(
        kk: "«Менің өтінішім» бөлімінде осы нөмірмен кілттер жаңадан жасалады.",
        ru: "В разделе «Моё заявление» по этому номеру ключи создадут заново.",
        en: "At \"My application\" new keys are made with this number.")
    static let exchange = Localised(
        kk: "Жеке куәлікті ауыстыру", ru: "Обмен удостоверения личности", en: "Identity card exchange")
    static func unanswered(_ deed: AskedDeed, by time: String) -> Localised {
        let done = deed.mayBeDone
        return Localised(
            kk: "\(time) дейін портал жауап бермеді. \(done.kk)", ru: "До \(time) портал не ответил. \(done.ru)",
            en: "By \(time) the portal had not answered. \(done.en)")
    }
    static let ordinaryExchange = Localised(
        kk: "Жеке куәлікті әдеттегі тәртіппен ауыстыру", ru: "Обмен удостоверения обычным порядком",
        en: "Identity card exchange, the ordinary way")
    static let toOperator = Localised(
        kk: "Операторға жүгініңіз", ru: "Обратитесь к оператору", en: "Please go to an operator")
}
