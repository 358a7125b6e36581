import KioskDomain
import Testing

/// F2: the liability notice stands before every way that makes keys at a kiosk. Keys that pages of portals ask for:
/// `SigningSessionTests.notice`; which code makes keys at all: `KeyMakingTests`.
@Suite("F2: the notice before keys")
struct NoticeBeforeKeysTests {
    private typealias Samples = WorkflowSamples

    private struct Place: Hashable {
        var session: CitizenSession
        /// Whose notice was confirmed in this session.
        var notice: String?
    }

    /// What can happen, but for services that touch no EDS, and for what only lengthens the search.
    private static let events: [SessionEvent] =
        Samples.events.map(\.value).filter {
            switch $0 {
            case .person(.moreTime), .person(.language), .person(.cannotTurn), .person(.service(.queueTicket)),
                .person(.service(.account)), .person(.service(.cardExchange)), .person(.changePIN),
                .person(.unblockPIN), .person(.codeMissing):
                false
            default: true
            }
        } + [
            .portal(.standing(Samples.standing(.confirmed, .write))), .portal(.standing(onFile)),
            .card(.report(CardReport(pin: .blocked, puk: .blocked))),
        ]

    private static let onFile: ApplicationStanding = {
        var standing = Samples.standing(.confirmed, .write)
        standing.facts.medium = .file
        return standing
    }()

    @Test("whatever happens in a session, keys are made only behind a notice that was confirmed in it")
    func everyWay() {
        let start = Place(session: CitizenSession(stage: .services(.kazakh), savesFiles: true), notice: nil)
        var (seen, next, ways): (Set<Place>, [Place], Set<String>) = ([start], [start], [])
        while let place = next.popLast() {
            for event in Self.events {
                var moved = place
                let effects = moved.session.apply(event)
                if event == .person(.confirmNotice), let name = place.session.stage.noticeName { moved.notice = name }
                for case .writeKeys(let application) in effects {
                    #expect(moved.notice != nil, "\(Samples.name(of: place.session.stage)) \(event)")
                    let reason = moved.session.reason.map { ", \($0.rawValue)" } ?? ""
                    ways.insert("\(moved.notice ?? "none"): \(application.medium.rawValue)\(reason)")
                }
                switch moved.session.stage {
                // The session is over: who comes next has read nothing.
                case .idle, .takeCard, .ending: continue
                default: if seen.insert(moved).inserted { next.append(moved) }
                }
            }
        }
        // EDS by face, the whole procedure after a forgotten PIN or password (E9), an application that is collected, each on a card
        // or in a file; a re-issue, and the EDS of an organisation, with the card or with a file.
        #expect(
            ways == [
                "eds: id-card", "eds: id-card, forgotten-pin", "eds: file", "eds: file, forgotten-pin",
                "application: id-card", "application: file", "reissue: id-card", "reissue: file",
                // What the portal answers decides about the medium, here as there.
                "key file: id-card", "key file: file", "reissue: kaztoken", "key file: kaztoken",
            ])
    }
}

extension CitizenSession.Stage {
    fileprivate var noticeName: String? {
        switch self {
        case .eds(_, .notice): "eds"
        case .application(_, .notice): "application"
        case .reissue(_, .notice): "reissue"
        case .keyFile(_, .notice): "key file"
        default: nil
        }
    }
}
