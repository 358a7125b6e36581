import HelperProtocol

/// What a photo for an identity document needs beyond ``QualityRules`` (ISO/IEC 19794-5, 7.2 and 7.3: pose, eyes, size,
/// place in the picture, light). docs/exchange.md says what of the standard is looked at, and what is left to the officer.
enum PortraitRules {
    /// Pixels between the eyes; the photo is four times as wide, 300 pixels at least.
    static let eyeDistance = 75.0
    /// Nose beside the middle of the eyes, in eye distances; an attempt bears 0.15.
    static let yaw = 0.12
    /// Tilt of the line between the eyes, degrees (7.2.2 of the edition of 2011).
    static let roll = 8.0
    /// Luma beside the head.
    static let backgroundSpread = 24.0
    /// Between the two sides.
    static let backgroundDifference = 48.0

    /// Says of a frame what the person should do, after what ``QualityRules`` said.
    static func judge(_ report: GuidanceReport, width: Int, height: Int) -> GuidanceReport {
        var report = report
        let (guidance, isGood) = verdict(report, width, height)
        report.guidance = guidance
        report.usable = isGood
        return report
    }

    private static func verdict(_ report: GuidanceReport, _ width: Int, _ height: Int) -> (Guidance, Bool) {
        // Uneven light is borne in an attempt, not on a card.
        guard report.guidance == .good, report.usable else { return (report.guidance, false) }
        guard let cut = PortraitCut(report, width: width, height: height) else { return (.holdStill, false) }
        if cut.eyeDistance < eyeDistance { return (.tooFar, false) }
        if abs(report.measures.yaw ?? 1) > yaw || abs(report.measures.roll ?? 90) > roll { return (.turned, false) }
        if cut.height > height { return (.tooNear, false) }
        if !cut.lies(within: width, height) { return (.offCentre, false) }
        return (.good, true)
    }
}

/// The part of a camera picture that becomes the photo: 3 by 4, the eyes level with 55 % of the height from below, a quarter
/// of the width apart (the token image of ISO/IEC 19794-5, 9.2.3).
struct PortraitCut: Sendable, Hashable {
    let left: Int
    let top: Int
    let width: Int
    let height: Int
    /// Pixels.
    let eyeDistance: Double

    /// Nil without eyes.
    init?(_ report: GuidanceReport, width: Int, height: Int) {
        guard let points = report.points, points.count >= 2 else { return nil }
        let (one, other) = (points[0], points[1])
        let (dx, dy) = ((other.x - one.x) * Double(width), (other.y - one.y) * Double(height))
        let distance = (dx * dx + dy * dy).squareRoot()
        guard distance >= 1, distance < Double(width) else { return nil }
        let (x, y) = ((one.x + other.x) / 2 * Double(width), (one.y + other.y) / 2 * Double(height))
        let side = (distance * 4).rounded()
        eyeDistance = distance
        self.width = Int(side)
        self.height = Int((side * 4 / 3).rounded())
        left = Int((x - side / 2).rounded())
        top = Int((y - side * 0.6).rounded())
    }

    func lies(within width: Int, _ height: Int) -> Bool {
        left >= 0 && top >= 0 && left + self.width <= width && top + self.height <= height
    }
}
