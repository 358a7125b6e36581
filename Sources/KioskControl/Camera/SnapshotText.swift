public import HelperProtocol
public import KioskDomain

/// What a technician is told about a picture that was taken.
public enum SnapshotText {
    /// Where it is, and whose it may be.
    public static func lines(_ report: SnapshotReport, file: String, in language: Language) -> [String] {
        let mark = report.isVirtual ? " [virtual]" : ""
        return [
            "\(CameraTexts.written[language]): \(file), \(report.width)×\(report.height)\(mark)",
            CameraTexts.privacy[language],
        ]
    }
}
