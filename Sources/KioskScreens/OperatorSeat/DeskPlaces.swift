import KioskDevices
import KioskDomain
import Synchronization

/// What this machine's desk has, as its routes need it.
struct DeskGround: Sendable {
    let host: any ScreenHost
    /// Nil where this machine has no part in a hall.
    let hall: HallSite?
    let consents: (any ConsentDesk)?
    let hasSites: Bool
    /// The window that the operator chose last where none is configured.
    let chosen = ChosenWindow()

    /// Where whoever is signed in may go; nil while nobody is.
    func places() async -> DeskPlaces? {
        guard let card = await host.operatorSeat().session.operatorCard else { return nil }
        return DeskPlaces(
            duties: card.duties, hasTicket: window != nil, hasHall: hall != nil,
            hasDocuments: await host.documentDesk() != nil, hasExchanges: await host.exchangeDesk() != nil,
            hasSites: hasSites, hasManager: hall?.manager != nil && hall?.gate != nil)
    }

    /// The configured one, else the one that was chosen.
    var window: Int? { hall?.window ?? (hall == nil ? nil : chosen.number) }
}

/// Kept in memory only: a desk has one operator's reader, and so one window.
final class ChosenWindow: Sendable {
    private let value = Mutex<Int?>(nil)

    var number: Int? { value.withLock { $0 } }
    func choose(_ number: Int) { value.withLock { $0 = number } }
}

/// The one navigation of a desk.
struct DeskPlaces: Sendable, Hashable {
    var duties: Set<DeskDuty>
    var hasTicket: Bool
    var hasHall: Bool
    var hasDocuments: Bool
    var hasExchanges: Bool
    var hasSites: Bool
    var hasManager: Bool

    /// A place: a part of the operator's page, or a page of its own.
    enum Place: Sendable, Hashable {
        case part(String, Localised)
        case page(String, Localised)
    }

    /// In the order of the page.
    var all: [Place] {
        var all: [Place] = []
        if duties.contains(.operator) {
            if hasTicket { all.append(.part("ticket", DeskPlaceTexts.ticket)) }
            all += [
                .part("person", DeskPlaceTexts.person), .part("phone", DeskPhoneTexts.title),
                .part("applications", CaseTexts.title), .part("card", DeskCardTexts.title),
            ]
            if hasDocuments { all.append(.part("documents", DeskDocumentTexts.title)) }
        }
        if hasExchanges { all.append(.part("exchanges", DeskExchangeTexts.title)) }
        if duties.contains(.operator) {
            all.append(.part("cards", CardTrialTexts.title))
            if hasHall { all.append(.page("/desk", DeskPlaceTexts.window)) }
            if hasSites { all.append(.page("/operator/sites", SiteTexts.title)) }
        }
        if duties.contains(.manager), hasManager { all.append(.page("/manager", ManagerTexts.title)) }
        return all
    }
}

extension ScreenPages {
    /// - Parameter path: of the page that is drawn.
    func navigation(_ places: DeskPlaces?, at path: String, _ language: Language) -> [String: Any]? {
        guard let places else { return nil }
        return [
            "label": DeskPlaceTexts.label,
            "places": places.all.map { place in
                switch place {
                case .part(let id, let name):
                    let page = path == "/operator" ? "" : "/operator?lang=\(language.rawValue)"
                    return ["href": "\(page)#\(id)", "name": name, "here": false] as [String: Any]
                case .page(let address, let name):
                    return [
                        "href": "\(address)?lang=\(language.rawValue)", "name": name, "here": address == path,
                    ] as [String: Any]
                }
            },
        ]
    }
}

/// Places of a desk.
enum DeskPlaceTexts {
    static let label = Localised(kk: "Жұмыс орны", ru: "Рабочее место", en: "Desk")
    static let ticket = Localised(kk: "Талон", ru: "Талон", en: "Ticket")
    static let person = Localised(kk: "Азамат", ru: "Гражданин", en: "Person")
    static let window = Localised(kk: "Терезе мен кезек", ru: "Окно и очередь", en: "Window and queue")
    static let asked = Localised(
        kk: "Сайт қолтаңба сұрайды.", ru: "Сайт просит подпись.", en: "A site asks for a signature.")
    static let toConsent = Localised(kk: "Қарау", ru: "Посмотреть", en: "Look at it")
    static let back = Localised(kk: "Жұмыс орнына", ru: "К рабочему месту", en: "To the desk")
    static let nothing = Localised(
        kk: "Картаңыз осы жұмыс орнындағы ешбір жұмысқа тіркелмеген.", ru: "Ваша карта здесь ни к чему не допущена.",
        en: "Your card is not registered for any work at this desk.")
}
