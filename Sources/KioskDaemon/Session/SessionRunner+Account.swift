import KioskDomain
import KioskScreens
import SlipPrinter

/// The personal account (L1–L4).
extension SessionRunner {
    func performAccount(_ effect: SessionEffect) {
        switch effect {
        case .openLogIn: run(.portal, name) { [name] in await $0.openLogIn(session: name) }
        case .askLogIn(let logIn): run(.portal, name) { await $0.askLogIn(logIn) }
        case .signLogIn(let logIn): run(.card, name) { await $0.signLogIn(logIn) }
        case .fetchAccount(let logIn, let proof): run(.portal, name) { await $0.fetchAccount(logIn, proof: proof) }
        case .reportMissingCode(let iin, let challenge, let report, let language):
            run(.portal, name) { await $0.reportMissingCode(iin, challenge, report, language) }
        case .sendPhoneCode(let logIn, let number): run(.portal, name) { await $0.sendPhoneCode(logIn, number) }
        case .confirmPhone(let logIn, let challenge, let code):
            run(.portal, name) { await $0.confirmPhone(logIn, challenge, code: code) }
        default: break
        }
    }

    /// The QR code that the mobile app is to scan; nil on every other screen.
    var qr: QRDrawing? {
        let text: String
        switch session.stage {
        case .account(_, .scanning(let logIn, _)): text = logIn.qr
        case .phoneSigning(_, .showing(_, let signature, _)) where !signature.isScanned: text = signature.qr
        default: return nil
        }
        guard let code = try? QRPath.draw(text) else { return nil }
        return QRDrawing(side: code.side, path: code.path)
    }
}
