import FoundationEssentials
import HallQueue
import Hummingbird
import KioskDevices
import KioskDiagnostics
import KioskDomain
import KioskJournal
import KioskTime

/// What `kioskctl queue` asks of a machine: the hall itself answers, one that takes part in another's hall says where it is.
struct QueueRoutes: Sendable {
    /// Where the hall of this machine is kept.
    enum Place: Sendable {
        case here(HallKeeper)
        /// At this address.
        case elsewhere(String)
    }

    /// No machine of the centre has this name: it has a space.
    private static let desk = "control socket"

    let place: Place
    let journal: Journal
    let clock: TrustedClock

    func add(to router: Router<BasicRequestContext>) {
        router.get("queue") { _, _ in
            try await answer { keeper in try ControlServer.json(ControlQueue(try await keeper.state(), at: clock.now()))
            }
        }
        router.post("queue/pause") { request, _ in
            let body = try await request.body.collect(upTo: 4096)
            guard let wish = try? JSONDecoder().decode(ControlPause.self, from: Data(body.readableBytesView)) else {
                throw HTTPError(.badRequest)
            }
            return try await answer { keeper in
                try await pause(wish, keeper)
                return try ControlServer.json(ControlQueue(try await keeper.state(), at: clock.now()))
            }
        }
        router.get("queue/report") { request, _ in
            let (day, form) = (request.uri.queryParameters["day"], request.uri.queryParameters["form"])
            return try await answer { keeper in
                try await report(day.map(String.init), form.map(String.init), keeper)
            }
        }
    }

    private func pause(_ wish: ControlPause, _ keeper: HallKeeper) async throws {
        let all = try await keeper.state().plan.windows.filter(\.isOn).map(\.number)
        for window in wish.window.map({ [$0] }) ?? all {
            let request = RequestID(desk: Self.desk, id: UUID().uuidString)
            _ = try await keeper.act(.pause(wish.isPaused), window: window, request: request)
        }
    }

    private func report(_ day: String?, _ form: String?, _ keeper: HallKeeper) async throws -> Response {
        // The hall's state first: it opens the day when midnight has passed.
        let today = try await keeper.state().day
        guard let wanted = day.map({ CivilDate(iso: $0) }) ?? today,
            let form = ControlReportForm(rawValue: form ?? ControlReportForm.csv.rawValue)
        else { throw Failure(.reportMissing, "a day is written as 2026-11-21, the form is csv or json") }
        guard let report = try await journal.hallReport(wanted, at: clock.now()) else {
            let kept = try await journal.hallReportDays()
            let days = kept.first.flatMap { newest in kept.last.map { "\($0) to \(newest)" } } ?? "no earlier day"
            throw Failure(.reportMissing, "of \(wanted) there is none; kept: \(days), and today \(today)")
        }
        guard form == .csv else { return try ControlServer.json(report) }
        return Response(
            status: .ok, headers: [.contentType: "text/csv; charset=utf-8; header=present"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: report.csv)))
    }

    private func answer(_ body: (HallKeeper) async throws -> Response) async throws -> Response {
        do {
            switch place {
            case .here(let keeper): return try await body(keeper)
            case .elsewhere(let address): throw Failure(.hallElsewhere, "the hall is at \(address)")
            }
        } catch let failure as any CodedError {
            return try ControlServer.problem(Failure(failure))
        }
    }
}

extension ControlQueue {
    /// Of the hall as it is.
    init(_ hall: HallState, at now: UnixTime) {
        let waiting = Dictionary(grouping: hall.waiting, by: \.number.lane)
        self.init(
            day: hall.day.description,
            windows: hall.plan.windows.sorted { $0.number < $1.number }.map { window in
                let state = hall.windows[window.number]
                let ticket = state?.serving.flatMap { hall.tickets[$0] }
                return Window(
                    number: window.number, isOn: window.isOn, isPaused: state?.isPaused ?? false,
                    serving: state?.serving?.text, service: ticket?.service,
                    servingSeconds: ticket?.calledAt.map { Self.seconds($0, now) })
            },
            lanes: TicketLane.allCases.map { lane in
                let first = waiting[lane]?.map(\.waitingSince).min()
                return Lane(
                    name: "\(lane)", letter: lane.rawValue, waiting: waiting[lane]?.count ?? 0,
                    longestWaitSeconds: first.map { Self.seconds($0, now) } ?? 0)
            }, missed: hall.missed.map(\.text), breaches: hall.breaches(at: now).map(\.number.text),
            unheard: hall.book.unheard.sorted())
    }

    /// A clock that was set back makes nothing negative.
    private static func seconds(_ from: UnixTime, _ to: UnixTime) -> Int {
        Int(max(from.duration(to: to), .zero) / .seconds(1))
    }
}
