import AsyncHTTPClient
import KioskDevices
import KioskDomain
import KioskScreens

/// The citizen's card at the desk (E3a, E8–E10): the operator's page and, in the same hands, the person's own screen. The page is
/// never asked for a pad: the person's screen has it.
struct DeskCardWork {
    let options: OperatorOptions
    let link: OperatorLink
    let seat: DeskSeat
    let token: String

    func run(_ flow: OperatorFlow, _ clock: inout WorkClock, _ report: inout OperatorReport) async throws(Failure) {
        let card = CardHand(socket: options.personCardSocket)
        try await card.remove()
        let screen = KioskLink(client: .shared, base: options.screens)
        let claimed = try await screen.claim()
        let person = PersonSide(
            link: screen, token: claimed, card: card,
            pin: flow == .unblock ? options.owner.puk : options.tokenPIN ?? options.owner.pin, newPIN: options.newPIN)
        let following = Task { await person.follow() }
        let result: Result<OperatorReport, Failure>
        do throws(Failure) {
            result = .success(try await work(flow, &clock, report))
        } catch {
            result = .failure(error)
        }
        try? await link.post("/operator/card", ["action": .text("end")], token: token)
        try? await card.remove()
        // A program cannot draw a token, and the person's screen waits for that.
        if options.tokenPIN == nil { _ = try? await part { $0 == "closed" } }
        following.cancel()
        report = try result.get()
    }

    private func work(
        _ flow: OperatorFlow, _ clock: inout WorkClock, _ former: OperatorReport
    ) async throws(Failure) -> OperatorReport {
        var report = former
        var order: [String: OperatorLink.Wire] = [
            "action": .text(flow == .issue ? "issue" : "read"), "language": .text(options.language.rawValue),
        ]
        if flow == .issue { order["text"] = .text(options.caseNumber ?? "") }
        try await link.post("/operator/card", order, token: token)
        var seen = try await part { Self.isEnd($0) || $0 == "card-shown" }
        clock.did("begin", &report)
        if let wish = Self.wish(flow), seen.value("data-stage") == "card-shown" {
            guard seen.values("data-card-do").contains(wish) else {
                report.refuse((flow == .unblock ? FailureCode.pukBlocked : .pinBlocked).rawValue)
                return report
            }
            try await link.post("/operator/card", ["action": .text(wish)], token: token)
            seen = try await part { Self.isEnd($0) }
            clock.did(wish, &report)
        }
        take(seen, flow, &report)
        return report
    }

    /// What is pressed once the card is shown.
    private static func wish(_ flow: OperatorFlow) -> String? {
        switch flow {
        case .changePIN: "change-pin"
        case .unblock: "unblock-pin"
        default: nil
        }
    }

    private func take(_ seen: OperatorPageText, _ flow: OperatorFlow, _ report: inout OperatorReport) {
        let stage = seen.value("data-stage") ?? ""
        report.screen = stage
        report.caseNumber = seen.value("data-card-application")
        report.serials = seen.values("data-serial")
        switch (flow, stage) {
        case (.card, "card-shown"):
            report.outcome = .done
            report.certificates = seen.values("data-certificate")
        case (.changePIN, ScreenName.pinRenewed.rawValue), (.unblock, ScreenName.pinRenewed.rawValue),
            (.issue, ScreenName.issued.rawValue):
            report.outcome = .done
        default: report.refuse(seen.value("data-refused") ?? seen.value("data-noticed") ?? seen.value("data-reason"))
        }
    }

    /// The part once the person's screen stands where it has to, or the desk has said no.
    private func part(_ fits: (String) -> Bool) async throws(Failure) -> OperatorPageText {
        try await seat.part("card", token) { part in
            part.value("data-refused") != nil || part.value("data-stage").map(fits) == true
        }
    }

    private static func isEnd(_ stage: String) -> Bool { stage.hasPrefix("ending-") }
}

/// The person at the screen of their own side.
struct PersonSide: Sendable {
    let link: KioskLink
    let token: String
    let card: CardHand
    /// Or the PUK, where a PIN is unblocked.
    let pin: String
    let newPIN: String

    /// Answers each screen once, until it is cancelled.
    func follow() async {
        let (views, view) = AsyncStream<SessionView>.makeStream(bufferingPolicy: .bufferingNewest(16))
        let reading = Task { [link, token] in
            try? await link.views(token: token) { view.yield($0) }
            view.finish()
        }
        defer { reading.cancel() }
        var answered: (screen: ScreenName, pad: String?)?
        for await view in views {
            guard !Task.isCancelled else { return }
            if let answered, answered == (view.screen, view.pad?.id) { continue }
            answered = (view.screen, view.pad?.id)
            try? await answer(view)
        }
    }

    private func answer(_ view: SessionView) async throws(Failure) {
        switch view.screen {
        case .applicationNotice: try await link.act(.confirmNotice, token: token)
        case .insertMyCard, .insertCard: if view.code == nil { try await card.insert() }
        // A wrong PIN is never tried again by a program (RULES E9).
        case .pin, .myCardPIN:
            guard view.code == nil, let pad = view.pad else { return try await link.act(.cancel, token: token) }
            let secret = view.newPINStep == .new || view.newPINStep == .again ? newPIN : pin
            let places = secret.compactMap { digit in digit.wholeNumberValue.flatMap { pad.labels.firstIndex(of: $0) } }
            try await link.act(.pin(pad: pad.id, positions: places), token: token)
        // What is wrong with the token is told on the operator's page, too; a program does not swap tokens.
        case .insertToken: if view.code != nil { try await link.act(.cancel, token: token) }
        case .lastTry, .myCardLastTry:
            try await link.act(view.triesLeft == nil ? .confirmLastTry : .cancel, token: token)
        case .offerNewPIN: try await link.act(.done, token: token)
        default: break
        }
    }
}
