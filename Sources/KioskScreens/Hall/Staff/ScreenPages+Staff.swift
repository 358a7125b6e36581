import KioskDevices
import KioskDomain
import KioskTexts
import StaffAccess

extension ScreenPages {
    /// The page that asks for the staff PIN, or says how long nobody is asked.
    func staffSignIn(_ page: StaffSignIn, _ site: HallSite) -> String {
        var context = officeContext(page.language, StaffTexts.signIn, path: page.next.rawValue, site)
        context["token"] = page.token.text
        context["next"] = page.next.rawValue
        context["home"] = site.staff == nil ? nil : StaffTexts.toKiosk
        if site.gate == nil { context["missing"] = failure(.staffPINMissing) }
        if let wait = page.wait {
            context["wait"] =
                [
                    "text": FailureCode.staffPINWait.text, "label": StaffTexts.wait,
                    "seconds": String(max(1, Int(wait / .seconds(1)))), "code": FailureCode.staffPINWait.rawValue,
                ] as [String: Any]
        }
        if let pad = page.pad {
            let keys = pad.labels.enumerated().map { ["position": String($0.offset), "label": String($0.element)] }
            context["entry"] =
                [
                    "pad": pad.id, "entry": StaffTexts.pin, "entered": CardTexts.pinEntered.with("{}"),
                    "erase": IdentityTexts.erase, "keys": Array(keys.dropLast()), "lastKey": keys.last ?? [:],
                    "submit": CommonTexts.next, "places": CardTexts.pinPlaces,
                ] as [String: Any]
        }
        if case .wrong(let left) = page.result {
            context["failure"] =
                [
                    "text": FailureCode.staffPINWrong.text, "remedy": CardTexts.triesLeft.with(left),
                    "code": FailureCode.staffPINWrong.rawValue,
                ] as [String: Any]
        }
        return render("staff-sign-in", spoken(context, in: page.language))
    }

    /// The staff's page on a terminal.
    func staffPage(_ page: StaffPage, _ site: HallSite) -> String {
        var context = officeContext(page.language, StaffTexts.title, path: "/staff", site)
        context["title"] = StaffTexts.title
        context["token"] = page.token.text
        context["signOut"] = StaffTexts.signOut
        context["next"] = StaffPlace.staff.rawValue
        context["home"] = StaffTexts.toKiosk
        context["printer"] = StaffTexts.printer
        context["paper"] = StaffTexts.paper
        context["paperHint"] = StaffTexts.paperHint
        context["test"] = StaffTexts.test
        context["devicesTitle"] = StaffTexts.devices
        context["devices"] = page.devices.map { device in
            var row: [String: Any] = [
                "name": StaffTexts.name(ofDevice: device.id), "health": device.health.rawValue,
                "state": device.code?.text ?? StaffTexts.state(device.health),
            ]
            if let code = device.code { row["code"] = code.rawValue }
            return row
        }
        if !page.slips.isEmpty {
            context["open"] =
                [
                    "title": StaffTexts.openSlips, "hint": StaffTexts.openHint,
                    "slips": page.slips.map(row),
                ] as [String: Any]
        }
        switch page.said {
        case .done(let text): context["success"] = text
        case .problem(let code): context["failure"] = failure(code)
        case nil: break
        }
        return render("staff", spoken(context, in: page.language))
    }

    /// A slip about which a person decides; only what may be said of it gets a button.
    private func row(_ slip: OpenSlip) -> [String: Any] {
        var row: [String: Any] = [
            "id": slip.id, "number": slip.number, "time": slip.time, "kind": StaffTexts.name(ofSlip: slip.kind),
            "state": slip.state == .failed ? StaffTexts.slipFailed : StaffTexts.slipUncertain,
        ]
        if slip.state.mayBecome(.attested) {
            row["seen"] = ["text": StaffTexts.cameOut, "decision": SlipDecision.cameOut.rawValue] as [String: Any]
        }
        if slip.mayPrint, slip.state.mayBecome(.replaced) {
            row["again"] =
                ["text": StaffTexts.printAgain, "decision": SlipDecision.printAgain.rawValue] as [String: Any]
        }
        return row
    }

    /// A code as the pages of the office say it.
    func failure(_ code: FailureCode) -> [String: Any] {
        ["text": code.text, "remedy": code.remedy, "code": code.rawValue]
    }
}

/// Everything that the page for the PIN shows.
struct StaffSignIn {
    var next: StaffPlace
    var language: Language
    var token: ScreenToken
    var pad: PINPad?
    var wait: Duration?
    var result: StaffLock.Entry?
}

/// Everything that the staff's page shows.
struct StaffPage {
    var language: Language
    var token: ScreenToken
    var devices: [DeviceStatus]
    var slips: [OpenSlip]
    var said: StaffSaid?
}
