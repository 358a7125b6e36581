/// What each family answers to its status commands.
extension PrinterEngine {
    /// DLE EOT n.
    func realTimeStatus(_ query: UInt8) -> UInt8 {
        let fixed: UInt8 = 0x12
        switch query {
        case 1: return fixed | (isOffline ? 0x08 : 0)
        case 2:
            let hasError = isJammed || isCutterStuck || isHot
            return fixed | (isCoverOpen ? 0x04 : 0) | (paper == .out ? 0x20 : 0) | (hasError ? 0x40 : 0)
        case 3: return fixed | (isJammed ? 0x04 : 0) | (isCutterStuck ? 0x08 : 0) | (isHot ? 0x40 : 0)
        case 4: return fixed | (paper != .ok ? 0x0C : 0) | (paper == .out ? 0x60 : 0)
        default: return fixed
        }
    }

    /// GS r 1: bits 0–1 near end, 2–3 end.
    var bufferedPaperByte: UInt8 { paper == .low ? 0x03 : 0x00 }

    /// Custom, DLE EOT 20.
    var fullStatus: [UInt8] {
        [
            0x10, 0x0F, (paper == .out ? 0x01 : 0) | (paper != .ok ? 0x04 : 0) | (hasTicket ? 0x20 : 0),
            (isCoverOpen ? 0x02 : 0) | (isHeld && !buffer.isEmpty ? 0x08 : 0),
            (isHot ? 0x01 : 0) | (isJammed ? 0x40 : 0),
            isCutterStuck ? 0x01 : 0,
        ]
    }

    /// Custom, GS e 6.
    var ejectorStatus: UInt8 {
        (paper == .low ? 0x01 : 0) | 0x04 | (hasTicket ? 0x08 : 0) | (isJammed ? 0x80 : 0)
    }

    /// Star, ESC ACK SOH: nine bytes.
    var starStatus: [UInt8] {
        [
            0x23, 0x06, (isCoverOpen ? 0x20 : 0) | (isOffline ? 0x08 : 0),
            (isHot ? 0x40 : 0) | (isCutterStuck ? 0x08 : 0), isJammed ? 0x04 : 0,
            (paper == .out ? 0x08 : 0) | (paper != .ok ? 0x04 : 0), 0x00,
            (printedCount & 0x18) << 2 | (printedCount & 0x07) << 1, 0x00,
        ]
    }

    /// Zebra, ESC ENQ 1: ACK, or NAK and the lowest number.
    var zebraState: [UInt8] {
        let numbers: [(Bool, UInt8)] = [
            (isJammed, 1), (isCutterStuck, 2), (paper == .out, 3), (isCoverOpen, 4), (isHot, 6), (paper == .low, 19),
            (hasTicket, 20),
        ]
        return numbers.first { $0.0 }.map { [0x15, $0.1] } ?? [0x06]
    }
}
