/// DLE EOT as the Epson family answers it. Other families (Custom, Star, SNBC, Zebra) differ in the same bytes: a
/// decoder of their own, chosen by configuration, stands beside this one when they come.
public struct EpsonStatus: Sendable, Hashable {
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
            status.isRecovering = Flag(byte & 0x40 != 0)
        case .paper:
            // Two bits each, which may come alone: one set is enough. "Stopped by paper end" of n = 2 stands.
            if status.isPaperOut != .yes { status.isPaperOut = Flag(byte & 0x60 != 0) }
            status.isPaperLow = hasNearEndSensor ? Flag(byte & 0x0C != 0) : .unknown
        }
        return true
    }
}
