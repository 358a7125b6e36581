public import KioskDevices
public import KioskDomain

/// One fact that a printer may or may not tell. `unknown` is never taken for `no` (DESIGN 5.5).
public enum Flag: String, Sendable, Hashable, CaseIterable, Codable {
    /// The printer says that it is so.
    case yes
    /// The printer says that it is not so.
    case no
    /// The printer says nothing, or nothing that can be believed.
    case unknown

    init(_ isSet: Bool) { self = isSet ? .yes : .no }
}

/// What a printer tells about itself, the same for every family.
public struct PrinterStatus: Sendable, Hashable, Codable {
    /// Why it could not be asked at all; nil when it could.
    public var link: FailureCode?
    /// It takes no print data now.
    public var isOffline: Flag = .unknown
    /// Its cover is open.
    public var isCoverOpen: Flag = .unknown
    /// No paper.
    public var isPaperOut: Flag = .unknown
    /// Little paper; `unknown` for ever where the sensor is not fitted.
    public var isPaperLow: Flag = .unknown
    /// The cutter is stuck.
    public var hasCutterError: Flag = .unknown
    /// Mechanical fault or paper jam.
    public var hasMechanicalError: Flag = .unknown
    /// Only switching it off helps.
    public var hasUnrecoverableError: Flag = .unknown
    /// It will recover by itself: mostly a hot head.
    public var isRecovering: Flag = .unknown
    /// The byte of LPGETSTATUS at a usblp device: shown to a technician, never believed alone, since many receipt
    /// printers return a constant.
    public var portStatus: UInt8?

    /// Nothing known.
    public init() {}

    /// Nothing known, because it could not be asked.
    public init(link: FailureCode) {
        self.link = link
    }

    /// True when the printer has answered at least one question.
    public var isAnswering: Bool { flags.contains { $0 != .unknown } }

    /// Why nothing can be printed now; nil when nothing is known to stand against it, which includes `unknown`.
    public var obstacle: FailureCode? {
        if let link { return link }
        if isCoverOpen == .yes { return .printerCoverOpen }
        if isPaperOut == .yes { return .printerPaperOut }
        if hasFault { return .printerFault }
        if isOffline == .yes { return .printerOffline }
        return nil
    }

    /// Broken in a way that paper does not cure.
    var hasFault: Bool {
        [hasCutterError, hasMechanicalError, hasUnrecoverableError, isRecovering].contains(.yes)
    }

    /// For screens and `kioskctl`.
    public var health: Health {
        if obstacle != nil { return .fault }
        if isPaperLow == .yes { return .warning }
        // Low paper may stay unknown on a sound printer; these two may not.
        return isOffline == .no && isPaperOut == .no ? .ok : .unknown
    }

    /// The code that belongs to ``health``; nil for `ok` and `unknown`.
    public var code: FailureCode? {
        obstacle ?? (isPaperLow == .yes ? .printerPaperLow : nil)
    }

    /// One line for a technician.
    public var finding: String {
        if let link { return "not reachable: \(link.rawValue)" }
        let port = portStatus.map { ", port status 0x" + String($0, radix: 16) } ?? ""
        guard isAnswering else { return "does not answer status requests" + port }
        let named: [(String, Flag)] = [
            ("off-line", isOffline), ("cover open", isCoverOpen), ("paper out", isPaperOut),
            ("paper low", isPaperLow), ("cutter error", hasCutterError), ("mechanical error", hasMechanicalError),
            ("unrecoverable error", hasUnrecoverableError), ("recovering, head may be hot", isRecovering),
        ]
        let set = named.filter { $0.1 == .yes }.map(\.0)
        let open = named.filter { $0.1 == .unknown }.map(\.0)
        let facts = set.isEmpty ? "ready" : set.joined(separator: ", ")
        return facts + (open.isEmpty ? "" : "; not known: " + open.joined(separator: ", ")) + port
    }

    private var flags: [Flag] {
        [
            isOffline, isCoverOpen, isPaperOut, isPaperLow, hasCutterError, hasMechanicalError,
            hasUnrecoverableError, isRecovering,
        ]
    }
}
