import FoundationEssentials
import HTTPTypes
import Hummingbird
import KioskDomain
import KioskTexts
import KioskTime
import Mustache
import PortalContract

/// The public page of a slip's status link: number, queue and how it stands; nothing of a person.
struct TicketPage: Sendable {
    let store: PortalStore
    let clock: PortalClock
    private let limit = PublicLimit()
    private let template: MustacheTemplate

    init(store: PortalStore, clock: PortalClock) throws {
        self.store = store
        self.clock = clock
        template = try MustacheTemplate(string: String(decoding: PackageResources.ticket_mustache, as: UTF8.self))
    }

    /// - Parameters:
    ///   - token: as it stands in the link.
    ///   - address: of whoever asks.
    func show(token: String, language: Language, address: String) async throws -> Response {
        // The same work for whatever was sent: only the hash is looked for.
        let hash = ContentDigest.hex(of: Data(token.utf8))
        let today = clock.today()
        let found = try await store.read { database in
            try TicketRow.find(database, tokenHash: hash).flatMap { ticket in
                ticket.day < today ? nil : (ticket, try ticket.ahead(database))
            }
        }
        guard let (ticket, ahead) = found else {
            guard limit.admits(address, at: clock.now()) else {
                return page(.tooManyRequests, TicketTexts.limited, language)
            }
            return page(.notFound, TicketTexts.unknown, language)
        }
        return page(.ok, ticket, ahead, language)
    }

    private func page(_ status: HTTPResponse.Status, _ text: Localised, _ language: Language) -> Response {
        render(status, ["text": text[language]], language)
    }

    private func page(_ status: HTTPResponse.Status, _ ticket: TicketRow, _ ahead: Int, _ language: Language)
        -> Response
    {
        var values: [String: Any] = [
            "number": ticket.number.text, "laneLabel": TicketTexts.lane[language],
            "lane": ticket.number.lane.text[language], "centreLabel": TicketTexts.centre[language],
            "centre": ticket.centre, "asOfLabel": TicketTexts.asOf[language],
            "asOf": CentreZone.almaty.civil(ticket.toldAt).time.hoursAndMinutes,
        ]
        switch ticket.state {
        case .waiting:
            values["state"] = TicketTexts.waiting[language]
            values["detail"] = "\(TicketTexts.ahead[language]): \(ahead)"
        case .called:
            values["state"] = TicketTexts.called[language]
            values["detail"] = ticket.window.map { "\(TicketTexts.window[language]) \($0)" } ?? ""
            values["isCalled"] = true
        case .closed: values["state"] = TicketTexts.closed[language]
        }
        return render(status, values, language)
    }

    private func render(_ status: HTTPResponse.Status, _ values: [String: Any], _ language: Language) -> Response {
        var values = values
        values["language"] = language.rawValue
        values["title"] = TicketTexts.title[language]
        values["languages"] = Language.allCases.map { other in
            ["code": other.rawValue, "name": TicketTexts.name(of: other), "current": other == language] as [String: Any]
        }
        var response = Response.page(
            template.render(values), policy: "style-src 'unsafe-inline'; form-action 'none'", language, status: status)
        if status == .tooManyRequests { response.headers[.retryAfter] = "60" }
        return response
    }

    /// `l=` of the link, else the first language of the browser that we speak, else Kazakh.
    static func language(of request: Request) -> Language {
        if let asked = request.uri.queryParameters["l"].flatMap({ Language(rawValue: String($0)) }) { return asked }
        let wished = (request.headers[.acceptLanguage] ?? "").prefix(200).split(separator: ",")
        return wished.lazy.compactMap { part in
            Language(rawValue: String(part.drop { $0 == " " }.prefix(2)).lowercased())
        }.first ?? .kazakh
    }
}

/// Words of the page.
enum TicketTexts {
    static let title = Localised(kk: "Кезектегі нөміріңіз", ru: "Ваш номер в очереди", en: "Your number in the queue")
    static let lane = Localised(kk: "Кезек", ru: "Очередь", en: "Queue")
    static let centre = Localised(kk: "Орталық", ru: "Центр", en: "Centre")
    static let asOf = Localised(kk: "Мәлімет уақыты", ru: "По данным на", en: "As of")
    static let waiting = Localised(kk: "Күтіп тұр", ru: "Ожидает", en: "Waiting")
    static let ahead = Localised(
        kk: "Осы кезекте сіздің алдыңызда", ru: "Перед вами в этой очереди", en: "Before you in this queue")
    static let called = Localised(kk: "Шақырылды", ru: "Вызван", en: "Called")
    static let window = Localised(kk: "Терезе", ru: "Окно", en: "Window")
    static let closed = Localised(kk: "Аяқталды", ru: "Завершён", en: "Over")
    static let unknown = Localised(
        kk: "Мұндай талон жоқ немесе оның күні өтіп кетті.", ru: "Такого талона нет или его день прошёл.",
        en: "There is no such slip, or its day is over.")
    static let limited = Localised(
        kk: "Сұраныс тым көп. Бір минуттан кейін қайталаңыз.", ru: "Слишком много запросов. Повторите через минуту.",
        en: "Too many requests. Please try again in a minute.")

    static func name(of language: Language) -> String {
        switch language {
        case .kazakh: "Қазақша"
        case .russian: "Русский"
        case .english: "English"
        }
    }
}
