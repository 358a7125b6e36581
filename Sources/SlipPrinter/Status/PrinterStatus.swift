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

/// The paper as a person wants to know it.
public enum PaperLevel: String, Sendable, Hashable, CaseIterable, Codable {
    /// There is paper; enough of it where a sensor can tell.
    case ok
    /// The near-end sensor speaks.
    case nearEnd = "near-end"
    /// None.
    case out
    /// Nothing was said.
    case unknown
}

/// What a printer tells about itself, the same for every family.
public struct PrinterStatus: Sendable, Hashable, Codable {
    /// Why it could not be asked at all; nil when it could.
    public var link: FailureCode?
    /// It takes no print data now.
    public var isOffline: Flag = .unknown
    /// Its cover is open, or its head lifted.
    public var isCoverOpen: Flag = .unknown
    /// No paper.
    public var isPaperOut: Flag = .unknown
    /// Little paper; `unknown` for ever where the sensor is not fitted.
    public var isPaperLow: Flag = .unknown
    /// The cutter is stuck.
    public var hasCutterError: Flag = .unknown
    /// Paper is jammed, in the printer or in its presenter.
    public var isJammed: Flag = .unknown
    /// A slip lies in the mouth of the presenter.
    public var hasTicketInOutput: Flag = .unknown
    /// The head is too hot to print.
    public var isHeadHot: Flag = .unknown
    /// Another mechanical fault.
    public var hasMechanicalError: Flag = .unknown
    /// Only switching it off helps.
    public var hasUnrecoverableError: Flag = .unknown
    /// A fault that it will recover from by itself, such as voltage.
    public var isRecovering: Flag = .unknown
    /// Its paper motor runs: it prints.
    public var isPrinting: Flag = .unknown
    /// The byte of LPGETSTATUS at a usblp device: shown to a technician, never believed alone, since many receipt
    /// printers return a constant.
    public var portStatus: UInt8?

    /// Nothing known.
    public init() {}

    /// Nothing known, because it could not be asked.
    public init(link: FailureCode) {
        self.link = link
    }

    /// The paper in one word.
    public var paper: PaperLevel {
        switch (isPaperOut, isPaperLow) {
        case (.yes, _): .out
        case (_, .yes): .nearEnd
        case (.no, .no), (.no, .unknown): .ok
        case (.unknown, _): .unknown
        }
    }

    /// True when the printer has answered at least one question.
    public var isAnswering: Bool { (faults.map(\.1) + [isPaperLow, hasTicketInOutput]).contains { $0 != .unknown } }

    /// Why nothing can be printed now; nil when nothing is known to stand against it, which includes `unknown`. What a
    /// person can cure at once comes first.
    public var obstacle: FailureCode? {
        link ?? faults.first { $0.1 == .yes }?.2
    }

    /// Broken in a way that paper and cover do not cure: a slip sent before it may be damaged.
    var hasFault: Bool {
        [isJammed, hasCutterError, isHeadHot, hasMechanicalError, hasUnrecoverableError, isRecovering].contains(.yes)
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
        let named =
            faults.map { ($0.0, $0.1) } + [("paper low", isPaperLow), ("slip in the output", hasTicketInOutput)]
        let set = named.filter { $0.1 == .yes }.map(\.0)
        // The faults that a family has no bit for are not worth a word.
        let always: Set = ["off-line", "cover open", "paper out", "paper low"]
        let open = named.filter { $0.1 == .unknown && always.contains($0.0) }.map(\.0)
        let facts = set.isEmpty ? "ready" : set.joined(separator: ", ")
        return facts + (open.isEmpty ? "" : "; not known: " + open.joined(separator: ", ")) + port
    }

    /// All that stands against printing, in the order in which it is named.
    private var faults: [(String, Flag, FailureCode)] {
        [
            ("cover open", isCoverOpen, .printerCoverOpen), ("paper out", isPaperOut, .printerPaperOut),
            ("paper jam", isJammed, .printerJam), ("cutter error", hasCutterError, .printerCutter),
            ("head hot", isHeadHot, .printerHot), ("mechanical error", hasMechanicalError, .printerFault),
            ("unrecoverable error", hasUnrecoverableError, .printerFault), ("recovering", isRecovering, .printerFault),
            ("off-line", isOffline, .printerOffline),
        ]
    }
}
