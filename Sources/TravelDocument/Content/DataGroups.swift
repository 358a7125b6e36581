import SmartCard

/// What stands in the data groups (ICAO 9303 part 10, 4.6 and 4.7).
enum DataGroups {
    /// DG1: the machine-readable zone.
    static func zone(_ file: [UInt8]) throws(CardError) -> MachineReadableZone {
        guard let zone = try TLV.find([0x61, 0x5F1F], in: file) else {
            throw .badAnswer("DG1 without machine-readable zone")
        }
        return try MachineReadableZone(zone)
    }

    /// EF.COM: the numbers of the data groups that are there.
    static func present(_ file: [UInt8]) throws(CardError) -> Set<Int> {
        guard let tags = try TLV.find([0x60, 0x5C], in: file) else { throw .badAnswer("EF.COM without a list") }
        return Set(tags.compactMap { tag in groupTags.firstIndex(of: tag).map { $0 + 1 } })
    }

    // The tags of DG1 to DG16.
    private static let groupTags: [UInt8] = [
        0x61, 0x75, 0x63, 0x76, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6A, 0x6B, 0x6C, 0x6D, 0x6E, 0x6F, 0x70,
    ]

    /// DG2: the first picture of the first face.
    ///
    /// - Throws: ``CardError/badAnswer(_:)`` for anything that is not nested as the standard says.
    static func portrait(_ file: [UInt8]) throws(CardError) -> ChipPortrait {
        var content = file[...]
        // Biometric group template, of which the first instance counts: its record stands beside its header.
        for path in [[0x75], [0x7F61], [0x7F60], [0x5F2E, 0x7F2E]] as [[UInt32]] {
            content = try first(path, in: content)
        }
        guard let portrait = ChipPortrait(try FaceRecord.picture(in: content)) else {
            throw .badAnswer("a portrait that is neither JPEG nor JPEG 2000")
        }
        return portrait
    }

    private static func first(_ tags: [UInt32], in bytes: ArraySlice<UInt8>) throws(CardError) -> ArraySlice<UInt8> {
        var rest = bytes
        for _ in 0..<TLV.elementLimit where !rest.isEmpty {
            let (tag, value) = try TLV.next(&rest)
            if tags.contains(tag) { return value }
        }
        throw .badAnswer("DG2 without the data object \(tags.map { String($0, radix: 16) }.joined(separator: " or "))")
    }
}
