/// Cuts what a printer of one family sends into answers. Bytes that fit no answer are noise: counted, never believed.
protocol ReplyParser: Sendable {
    /// Bytes that fit no answer.
    var noise: Int { get }
    /// The answers that these bytes complete.
    mutating func feed(_ bytes: [UInt8]) -> [PrinterReply]
}

/// One answer of a printer.
public enum PrinterReply: Sendable, Hashable {
    /// ESC/POS, to DLE EOT 1…4: `byte & 93 == 12`.
    case realTimeStatus(UInt8)
    /// ESC/POS, to GS r 1: only the four paper bits are ever set.
    case bufferedStatus(UInt8)
    /// ESC/POS, to GS ( H, function 48.
    case processID([UInt8])
    /// Maker or model as text: ESC/POS GS I 65…69, Star ESC # *, Zebra ESC ENQ c.
    case information(String)
    /// ESC/POS, to DLE DC4, function 8.
    case buffersCleared
    /// ESC/POS, sent by itself after GS a: four bytes, the first `& 93 == 10`.
    case automaticStatus([UInt8])
    /// Custom, to DLE EOT 20: the four bytes behind 10 0F.
    case fullStatus([UInt8])
    /// Custom, to GS e 6.
    case ejector(UInt8)
    /// Star, to ESC ACK SOH or by itself: header and all.
    case starStatus([UInt8])
    /// Zebra, to ESC ENQ 1: nil for ACK, else the code behind NAK.
    case state(UInt8?)
    /// Zebra, to ESC ACK n.
    case marker(UInt8)
}
