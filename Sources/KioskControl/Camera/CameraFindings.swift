public import HelperProtocol
public import KioskDevices
public import KioskDiagnostics
public import KioskDomain
internal import KioskTexts

/// A camera's test, judged: one result per thing that a technician can mend. The limits are those by which people are
/// guided (`facts` of the quality rules), and the 15 pictures a second of the screen.
public struct CameraFindings: Sendable {
    private static let rate = (good: 14.0, least: 5.0)
    private static let gap = 500.0
    private static let luma = (black: 0.01, dark: 0.20, bright: 0.80)
    private static let contrast = (fogged: 10.0, judged: 20.0)
    private static let sharpness = 12.0

    private let report: CameraTestReport
    private let language: Language
    private let role: CameraRole

    /// - Parameters:
    ///   - role: a camera for documents is asked for no face.
    ///   - language: of findings and remedies.
    public init(_ report: CameraTestReport, of role: CameraRole = .face, in language: Language) {
        self.report = report
        self.role = role
        self.language = language
    }

    /// The results, the opening first.
    public var results: DiagnosticReport {
        DiagnosticReport(
            results: [opening]
                + (report.frames > 0 ? [rate, light, focus] + (role == .face ? [face] : []) + damage : []))
    }

    private var opening: CheckResult {
        if let code = report.code {
            let detail = report.detail.isEmpty ? "" : " (\(report.detail))"
            return result(
                code.rawValue, .fault, code.text[language] + detail, code.technicianRemedy)
        }
        let time = rounded(report.firstFrameMilliseconds ?? 0)
        return result("camera.open", .ok, "\(report.camera): \(say(CameraTexts.opened)) \(time) \(milliseconds)")
    }

    private var rate: CheckResult {
        let isSlow = report.framesPerSecond < Self.rate.good || report.longestGapMilliseconds > Self.gap
        let state: Health = report.framesPerSecond < Self.rate.least ? .fault : isSlow ? .warning : .ok
        let finding =
            "\(tenths(report.framesPerSecond)) \(say(CameraTexts.perSecond)), \(say(CameraTexts.longestGap)) "
            + "\(rounded(report.longestGapMilliseconds)) \(milliseconds), \(report.format) \(report.width)×"
            + "\(report.height), \(report.bytesPerFrame / 1000) \(say(CameraTexts.kilobytes))"
        return result("camera.rate", state, finding, say(CameraTexts.slow))
    }

    private var light: CheckResult {
        let isBad = report.luma < Self.luma.dark || report.luma > Self.luma.bright
        let state: Health = report.luma < Self.luma.black ? .fault : isBad ? .warning : .ok
        return result(
            "camera.light", state, "\(say(CameraTexts.light)) \(hundredths(report.luma))", say(CameraTexts.lamp))
    }

    private var focus: CheckResult {
        let isFogged = report.spread < Self.contrast.fogged
        let isBlurred = report.spread >= Self.contrast.judged && report.sharpness < Self.sharpness
        return result(
            "camera.focus", isFogged || isBlurred ? .warning : .ok,
            "\(say(CameraTexts.contrast)) \(rounded(report.spread)), \(say(CameraTexts.sharpness)) "
                + "\(rounded(report.sharpness))", say(CameraTexts.lens))
    }

    private var face: CheckResult {
        result("camera.face", .ok, say(report.seesFace ? CameraTexts.faceSeen : CameraTexts.noFace))
    }

    private var damage: [CheckResult] {
        guard report.damaged > 0 else { return [] }
        let finding = "\(say(CameraTexts.damaged)): \(report.damaged) / \(report.frames)"
        return [result("camera.damaged", .warning, finding, say(CameraTexts.cable))]
    }

    private func result(_ id: String, _ state: Health, _ finding: String, _ remedy: String = "") -> CheckResult {
        CheckResult(id: id, state: state, finding: finding, remedy: remedy, isVirtual: report.isVirtual)
    }

    private var milliseconds: String { say(CameraTexts.milliseconds) }

    private func say(_ text: Localised) -> String { text[language] }
}

/// Figures of a device can be anything, also not a number.
func rounded(_ value: Double) -> String { Int(exactly: value.rounded()).map(String.init) ?? "?" }

private func tenths(_ value: Double) -> String { decimal(value, 10) }

private func hundredths(_ value: Double) -> String { decimal(value, 100) }

private func decimal(_ value: Double, _ parts: Double) -> String {
    Int(exactly: (value * parts).rounded()).map { "\(Double($0) / parts)" } ?? "?"
}
