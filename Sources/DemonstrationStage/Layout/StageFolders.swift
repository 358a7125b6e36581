/// Where a demonstration keeps what.
public struct StageFolders: Sendable, Hashable {
    /// Everything lies below it; absolute.
    public let root: String

    /// Names the folders; nothing is made.
    public init(root: String) { self.root = root }

    /// kioskd's journal, keys and device key.
    public var kiosk: String { "\(root)/kiosk" }
    /// The same of the hall's machine.
    public var hall: String { "\(root)/hall" }
    /// The portal's database and authorities.
    public var portal: String { "\(root)/portal" }
    /// One log per program.
    public var logs: String { "\(root)/logs" }
    /// Slips of the virtual printer, as PNG.
    public var slips: String { "\(root)/slips" }
    /// Unix sockets; emptied at start and end.
    public var sockets: String { "\(root)/run" }
    /// What kioskd is told.
    public var configuration: String { "\(root)/kioskd.yaml" }
    /// What kioskd of the hall's machine is told.
    public var hallConfiguration: String { "\(root)/hall.yaml" }
    /// The hall's plan at its start.
    public var hallPlan: String { "\(root)/hall-plan.json" }
    /// The one-time code with which the kiosk joins the hall.
    public var hallCode: String { "\(root)/hall-code" }
    /// The virtual card's memory.
    public var card: String { "\(root)/card.json" }
    /// The memory of the operator's virtual card.
    public var operatorCard: String { "\(root)/operator-card.json" }
    /// The memory of the officer's virtual card.
    public var officerCard: String { "\(root)/officer-card.json" }
    /// The one-time code of a machine at which officers sit.
    public var deskCode: String { "\(root)/desk-code" }
    /// ``StageReport`` of the demonstration that runs; removed at its end.
    public var report: String { "\(root)/demo.json" }
    /// A stick with key files and documents.
    public var media: String { "\(root)/media" }
    /// PEM of the authorities that are trusted: the roots of the portal's test authorities.
    public var trust: String { "\(root)/trust.pem" }
    /// Which vendor module serves which token, when no other table is named.
    public var tokenModules: String { "\(root)/token-modules.json" }
    /// Held while a demonstration runs here.
    public var lock: String { "\(root)/lock" }

    /// kioskctl's way to kioskd.
    public var control: String { "\(sockets)/control.sock" }
    /// kioskctl's way to the hall.
    public var hallControl: String { "\(sockets)/hall.sock" }
    /// kioskd's way to kiosk-vision.
    public var vision: String { "\(sockets)/vision.sock" }
    /// kioskd's way to kiosk-sign.
    public var signing: String { "\(sockets)/sign.sock" }
    /// kioskd's way to kiosk-token.
    public var token: String { "\(sockets)/token.sock" }
    /// Frames of the virtual camera.
    public var frames: String { "\(sockets)/frames.sock" }
    /// Frames of the virtual camera for documents.
    public var documentFrames: String { "\(sockets)/paper.sock" }
    /// Orders to it: what a telephone shows to the operator.
    public var documentControl: String { "\(sockets)/phone.sock" }
    /// kioskd's way to the virtual stick.
    public var stick: String { "\(sockets)/stick.sock" }
    /// Orders to it.
    public var stickControl: String { "\(sockets)/stick-hand.sock" }
    /// Orders to the virtual card.
    public var cardControl: String { "\(sockets)/card.sock" }
    /// Orders to the operator's virtual card.
    public var operatorControl: String { "\(sockets)/operator.sock" }
    /// Orders to the officer's virtual card, for the same reader.
    public var officerControl: String { "\(sockets)/officer.sock" }
    /// Orders to the virtual printer.
    public var printerControl: String { "\(sockets)/printer.sock" }
    /// Orders to the virtual camera.
    public var cameraControl: String { "\(sockets)/camera.sock" }

    /// What kiosks pin, written by the portal.
    public var portalAuthority: String { "\(portal)/tls-ca.pem" }
    /// PEM of the authorities that issue certificates, written by the portal.
    public var portalIssuers: String { "\(portal)/issuing-ca.pem" }
    /// The one-time code that enrols the machine of the hall, written by the portal.
    public var enrolmentCode: String { "\(portal)/enrolment-code" }

    /// The log of the program that plays `role`.
    func log(_ role: String) -> String { "\(logs)/\(role).log" }

    /// A unix socket's path has at most 107 bytes (unix(7)).
    func check() throws(StageProblem) {
        let room = 107
        for path in [
            control, hallControl, vision, signing, token, frames, cardControl, operatorControl, officerControl,
            printerControl, cameraControl, documentFrames, documentControl, stick, stickControl,
        ] where path.utf8.count > room {
            throw StageProblem(
                "the path \(root) is too long: a unix socket below it would have \(path.utf8.count) bytes, \(room) fit",
                remedy: "take a shorter folder with --state")
        }
    }
}
