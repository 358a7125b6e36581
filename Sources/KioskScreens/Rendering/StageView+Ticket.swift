import KioskDomain
import KioskTexts

/// The way to a queue slip.
extension StageView {
    static func ticket(_ state: TicketState, _ snapshot: KioskSnapshot) -> StageView {
        switch state {
        case .choosing(let choice): return purposes(choice, snapshot)
        case .entering(let code): return reservation(code)
        case .lookingUp: return .wait(ReservationTexts.lookingUp)
        case .issuing: return .wait(StartTexts.issuing)
        case .printing(let number):
            var view = StageView.wait(StartTexts.printing)
            view.content["number"] = number
            return view
        }
    }

    private static func purposes(_ choice: QueueChoice, _ snapshot: KioskSnapshot) -> StageView {
        var view = StageView("purposes", StartTexts.purpose)
        view.notice = choice.notice.map(Notice.init)
        view.content["purposes"] = snapshot.purposes.map { purpose in
            var tile: [String: Any] = ["name": purpose.name]
            // A service that gives no slip now says so in its place, and cannot be pressed.
            if let closing = snapshot.closings[purpose.id] {
                tile["closed"] = closing
            } else {
                tile["action"] = Button(purpose.name, .purpose(purpose.id)).action
            }
            return tile
        }
        // Who was just told that there is none is not sent to try again.
        if choice.notice == nil {
            view.content["reservation"] =
                [
                    "name": ReservationTexts.button, "about": ReservationTexts.about,
                    "action": Button(ReservationTexts.button, .reservation).action,
                ] as [String: Any]
        }
        view.content["preference"] =
            [
                "name": ReservationTexts.preference, "about": ReservationTexts.preferenceAbout,
                "chosen": choice.claimsPreference ? "true" : "false",
                "action": Button(ReservationTexts.preference, .claimPreference(!choice.claimsPreference)).action,
            ] as [String: Any]
        return view
    }

    private static func reservation(_ code: FailureCode?) -> StageView {
        var view = StageView("reservation", ReservationTexts.title, lead: ReservationTexts.lead)
        view.notice = code.map { Notice($0) }
        view.content["iin"] = IdentityTexts.iin
        view.content["iinHint"] = IdentityTexts.iinHint
        view.content["without"] = ReservationTexts.without
        view.content["withoutAction"] = Button(ReservationTexts.without, .withoutReservation).action
        view.addKeypad()
        view.primary = Button(CommonTexts.next, .reservationOf(iin: ""), form: "reservation")
        return view
    }
}

extension StageView.Notice {
    /// Calm words: what was found, and that the general queue is open.
    init(_ notice: ReservationNotice) {
        self.init(notice.code)
        isCalm = true
        if case .early(let time) = notice { text = notice.code.text + QueueTexts.tooEarly(from: time) }
    }
}

extension Localised {
    /// Two sentences, one after the other.
    fileprivate static func + (one: Localised, other: Localised) -> Localised {
        Localised(kk: "\(one.kk) \(other.kk)", ru: "\(one.ru) \(other.ru)", en: "\(one.en) \(other.en)")
    }
}
