import SmartCard

/// Extended length information (ISO/IEC 7816-4, 12.7.1) out of EF.ATR/INFO: how long an APDU may be.
struct LengthInformation {
    /// Data bytes of the longest answer.
    var answer: Int

    /// Looks through a file that is a row of objects; nil when it does not speak of lengths.
    init?(_ file: [UInt8]) {
        // Bytes behind the objects are padding: what was read so far counts.
        var rest = file[...]
        var found: [UInt8]?
        for _ in 0..<TLV.elementLimit {
            guard let (tag, value) = try? TLV.next(&rest) else { break }
            if tag == 0x7F66 { found = Array(value) }
        }
        guard let found, let lengths = try? TLV.parse(found).filter({ $0.tag == 0x02 }), lengths.count == 2,
            (1...3).contains(lengths[1].value.count)
        else { return nil }
        answer = lengths[1].value.reduce(0) { $0 << 8 | Int($1) }
    }
}
