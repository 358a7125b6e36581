import KioskDomain
import KioskTexts

/// "Sign with the phone" (L5).
extension StageView {
    static func phoneSigning(_ state: PhoneSigningState, _ qr: QRDrawing?) -> StageView {
        switch state {
        case .opening: .wait(PhoneSigningTexts.opening, mayCancel: true)
        case .showing(_, let signature, let code): showing(signature, qr, code)
        case .retry(_, .pinBlocked): pinBlocked(PhoneSigningTexts.offer)
        case .retry(_, let code): noLine(code, step: nil)
        }
    }

    private static func showing(_ signature: PhoneSignature, _ qr: QRDrawing?, _ code: FailureCode?) -> StageView {
        guard !signature.isScanned else {
            var view = StageView.wait(PhoneSigningTexts.scanned, lead: PhoneSigningTexts.scannedAdvice, mayCancel: true)
            view.notice = code.map { Notice($0) }
            return view
        }
        let end = signature.expiresOn?.time.hoursAndMinutes
        var view = StageView("qr", AccountTexts.scan, lead: end.map { PhoneSigningTexts.advice.with($0) })
        view.notice = code.map { Notice($0) }
        view.content["qrLabel"] = PhoneSigningTexts.qr
        if let qr {
            // The quiet zone that readers need (ISO/IEC 18004, 6.3.8).
            view.content["qr"] = ["box": "-4 -4 \(qr.side + 8) \(qr.side + 8)", "path": qr.path]
        }
        return view
    }

    /// The PIN of the card is blocked: the phone does it in its place (E9).
    static func pinBlocked(_ byPhone: Localised) -> StageView {
        var view = noLine(.pinBlocked, step: nil)
        view.content["picture"] = "blocked"
        view.primary = Button(byPhone, .tryAgain)
        return view
    }

    /// Beside the way by card, where this kiosk can verify what a phone signs.
    mutating func offerPhone(_ snapshot: KioskSnapshot) {
        guard snapshot.session.signsByPhone else { return }
        content["choice"] = Self.choice(Button(PhoneSigningTexts.offer, .signByPhone))
    }
}
