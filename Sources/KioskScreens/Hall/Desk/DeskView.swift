import HallContract
import HallQueue
import KioskDomain

/// What an operator sees of the hall at a window, and what may be done there now.
struct DeskView {
    let hall: HallView
    let window: HallPlan.Window
    let now: HallView.Window?
    let site: HallSite

    /// Nil while the plan has no such window, or nothing is known of the hall yet.
    init?(_ number: Int, _ site: HallSite) {
        guard let hall = site.hall.view, let window = hall.plan.windows.first(where: { $0.number == number }) else {
            return nil
        }
        self.hall = hall
        self.window = window
        self.site = site
        now = hall.windows.first { $0.number == number }
    }

    var isPaused: Bool { now?.isPaused ?? false }

    /// Whom this window may call, in the order in which they are due.
    var candidates: [HallView.Waiting] {
        hall.waiting.filter { one in
            if let only = one.onlyWindow { return only == window.number }
            return window.services.contains(one.service) && window.lanes.contains(one.number.lane)
        }
    }

    /// What is possible here now, by the names of the buttons.
    var possible: [DeskButton] {
        let serving = now?.serving != nil
        return DeskButton.allCases.filter { button in
            switch button {
            case .callNext: !serving && !isPaused && window.isOn
            case .recall, .noShow, .transfer, .finish: serving
            case .pause: true
            }
        }
    }

    /// How many wait in a lane, and since when the first of them.
    func waiting(in lane: TicketLane) -> (count: Int, since: UnixTime?) {
        let all = hall.waiting.filter { $0.number.lane == lane }
        return (all.count, all.map(\.since).min())
    }
}

/// The buttons of the desk, in the order of their keys.
enum DeskButton: String, CaseIterable, Encodable {
    case callNext = "call-next"
    case recall
    case noShow = "no-show"
    case transfer
    case finish
    case pause

    /// The one key on the keyboard, the same in every layout.
    var key: String { String((Self.allCases.firstIndex(of: self) ?? 0) + 1) }
}

/// What the desk's page posts.
struct DeskOrder: Decodable {
    var action: String
    var window: Int
    /// Made by the page: the same again has its effect once.
    var request: String
    /// Which page at this desk asks; several may be open.
    var page: String?
    var number: String?
    var toWindow: Int?
    var toService: String?
    var paused: Bool?

    private static let idLength = 8...64

    /// The action as the hall takes it; nil for what is none.
    func action(in view: HallView?) -> DeskAction? {
        guard Self.idLength.contains(request.utf8.count), (1...99).contains(window),
            let button = DeskButton(rawValue: action)
        else { return nil }
        switch button {
        case .callNext: return .callNext
        case .recall: return number == nil ? .recall(nil) : ticket(in: view).map { .recall($0) }
        case .noShow: return .noShow
        case .finish: return .finish
        case .pause: return paused.map { .pause($0) }
        case .transfer:
            switch (toWindow, toService) {
            case (let window?, nil): return .transfer(.window(window))
            case (nil, let service?): return .transfer(.service(service))
            default: return nil
            }
        }
    }

    /// Of the numbers that can be called again.
    private func ticket(in view: HallView?) -> TicketNumber? {
        let known = (view?.missed ?? []) + (view?.calls.map(\.number) ?? [])
        return known.first { $0.text == number }
    }
}
