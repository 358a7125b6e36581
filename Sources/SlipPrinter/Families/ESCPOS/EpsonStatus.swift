/// Reads the answers to DLE EOT n. A byte that cannot be an answer (`& 93 != 12`) changes nothing and gives false.
protocol RealTimeStatusDecoder: Sendable {
    @discardableResult
    func enter(_ byte: UInt8, to query: ESCPOS.StatusQuery, into status: inout PrinterStatus) -> Bool
}

/// DLE EOT as the Epson family answers it.
public struct EpsonStatus: Sendable, Hashable, RealTimeStatusDecoder {
    /// False on printers without the near-end sensor: they answer "adequate" for ever.
    public var hasNearEndSensor: Bool

    /// The decoder for one printer.
    public init(hasNearEndSensor: Bool = true) {
        self.hasNearEndSensor = hasNearEndSensor
    }

    /// Enters what `byte` says as the answer to `query`. A byte that cannot be an answer to DLE EOT changes nothing.
    /// - Returns: false for such a byte.
    @discardableResult
    public func enter(_ byte: UInt8, to query: ESCPOS.StatusQuery, into status: inout PrinterStatus) -> Bool {
        guard byte & 0x93 == 0x12 else { return false }
        switch query {
        case .printer:
            status.isOffline = Flag(byte & 0x08 != 0)
        case .offlineCause:
            status.isCoverOpen = Flag(byte & 0x04 != 0)
            if byte & 0x20 != 0 { status.isPaperOut = .yes }
        case .errorCause:
            status.hasMechanicalError = Flag(byte & 0x04 != 0)
            status.hasCutterError = Flag(byte & 0x08 != 0)
            status.hasUnrecoverableError = Flag(byte & 0x20 != 0)
            // The auto-recoverable error of this family is the temperature of the head.
            status.isHeadHot = Flag(byte & 0x40 != 0)
        case .paper:
            // Two bits each, which may come alone: one set is enough. "Stopped by paper end" of n = 2 stands.
            if status.isPaperOut != .yes { status.isPaperOut = Flag(byte & 0x60 != 0) }
            status.isPaperLow = hasNearEndSensor ? Flag(byte & 0x0C != 0) : .unknown
        }
        return true
    }
}

/// DLE EOT as SNBC's kiosk printers answer it: n = 3 speaks of jams, of the lifted head and of the voltage.
struct SNBCStatus: RealTimeStatusDecoder {
    var hasNearEndSensor: Bool

    @discardableResult
    func enter(_ byte: UInt8, to query: ESCPOS.StatusQuery, into status: inout PrinterStatus) -> Bool {
        guard query == .errorCause else {
            return EpsonStatus(hasNearEndSensor: hasNearEndSensor).enter(byte, to: query, into: &status)
        }
        guard byte & 0x93 == 0x12 else { return false }
        status.isJammed = Flag(byte & 0x04 != 0)
        status.hasCutterError = Flag(byte & 0x08 != 0)
        status.hasUnrecoverableError = Flag(byte & 0x20 != 0)
        status.isRecovering = Flag(byte & 0x40 != 0)
        return true
    }
}

/// DLE EOT as Citizen's printers answer it; the CBM slip printers leave cover and near end undefined.
struct CitizenStatus: RealTimeStatusDecoder {
    var hasNearEndSensor: Bool
    var model: String

    @discardableResult
    func enter(_ byte: UInt8, to query: ESCPOS.StatusQuery, into status: inout PrinterStatus) -> Bool {
        let isCBM = model.uppercased().hasPrefix("CBM")
        let epson = EpsonStatus(hasNearEndSensor: hasNearEndSensor && !isCBM)
        guard epson.enter(byte, to: query, into: &status) else { return false }
        if isCBM, query == .offlineCause { status.isCoverOpen = .unknown }
        return true
    }
}
