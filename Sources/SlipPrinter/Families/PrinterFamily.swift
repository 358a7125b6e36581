/// Printers that share commands and answers. A family is a row of ``PrinterProfile/all`` and a decoder of its own;
/// docs/printers.md says how to add one.
public enum PrinterFamily: String, Sendable, Hashable, CaseIterable, Codable {
    /// Epson TM (TM-T88IV and later, TM-T20) and what is compatible with it.
    case epson
    /// Custom VKP80II, KPM, PRT80, TPTCM: ESC/POS with a full status of six bytes and a presenter.
    case custom
    /// SNBC BT-T080 and BK-T: ESC/POS with other meanings of the error byte.
    case snbc
    /// Star TSP and TUP in line mode.
    case star
    /// Citizen CT-S, and CBM with two bits left undefined.
    case citizen
    /// Zebra KR203 and the TTP series (KPL commands), not KR403, which speaks ZPL.
    case zebra
}

/// How a printer proves that a slip is on paper. A buffer that has drained proves nothing, so it is not among them.
public enum PrintProof: String, Sendable, Hashable, Codable {
    /// GS ( H function 48: it returns the ID of the job.
    case processID
    /// GS r 1: it answers in print order, and never while off-line.
    case paperStatus
    /// ETB: it counts what it has finished.
    case printedCount
    /// GS e 6: the ejector tells, in print order, that the slip is at the output.
    case ejector
    /// ESC ACK n: it returns n when it gets there.
    case marker
}

/// What is known of one family, as data.
public struct PrinterProfile: Sendable, Hashable {
    /// The family.
    public let family: PrinterFamily
    /// Beginnings of MFG in the IEEE 1284 device ID, in capitals.
    public let makers: [String]
    /// One of these must stand in the device ID too; none for makers with one language only.
    public let fragments: [String]
    /// USB vendors all of whose printers are of this family.
    public let vendors: [UInt16]
    /// How it proves a slip.
    public let proof: PrintProof
    /// Beginnings of MDL that know GS r but not GS ( H.
    public let modelsWithoutProcessID: [String]
}

extension PrinterProfile {
    /// All families.
    public static let all: [PrinterProfile] = [
        PrinterProfile(
            family: .epson, makers: ["EPSON", "SEIKO EPSON"], fragments: [], vendors: [0x04B8], proof: .processID,
            modelsWithoutProcessID: ["TM-T88II", "TM-L60II", "TM-U2", "TM-U300", "TM-J2000"]),
        PrinterProfile(
            family: .custom, makers: ["CUSTOM"], fragments: [], vendors: [0x0DD4], proof: .ejector,
            modelsWithoutProcessID: []),
        PrinterProfile(
            family: .snbc, makers: ["SNBC", "BEIYANG"], fragments: [], vendors: [0x154F], proof: .paperStatus,
            modelsWithoutProcessID: []),
        PrinterProfile(
            family: .star, makers: ["STAR"], fragments: ["STR_T", "CMD:STAR", "STARLINE"], vendors: [0x0519],
            proof: .printedCount, modelsWithoutProcessID: []),
        PrinterProfile(
            family: .citizen, makers: ["CITIZEN"], fragments: [], vendors: [0x1D90, 0x2730], proof: .paperStatus,
            modelsWithoutProcessID: []),
        // Zebra's other printers speak ZPL or EPL, so the vendor alone says nothing.
        PrinterProfile(
            family: .zebra, makers: ["ZEBRA", "SWECOIN"], fragments: ["KR203", "TTP"], vendors: [], proof: .marker,
            modelsWithoutProcessID: []),
    ]

    /// The row of one family.
    public static func of(_ family: PrinterFamily) -> PrinterProfile {
        all.first { $0.family == family } ?? all[0]
    }

    /// How this model proves a slip.
    func proof(model: String) -> PrintProof {
        guard proof == .processID else { return proof }
        return modelsWithoutProcessID.contains { model.uppercased().hasPrefix($0) } ? .paperStatus : .processID
    }
}
