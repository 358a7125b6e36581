import FaceEvaluation

/// An evaluation for people.
enum EvaluationText {
    static func lines(_ result: EvaluationResult) -> [String] {
        let acquisition = result.acquisition
        let report = result.report
        var lines = [
            "\(result.population ?? result.folder): \(report.people) people, \(acquisition.used) of "
                + "\(acquisition.pictures) pictures used, \(acquisition.enlarged) of them enlarged",
            "failures to acquire: \(acquisition.withoutFace) without a single face, \(acquisition.unreadable) unreadable",
        ]
        lines += acquisition.refused.prefix(10).map { "  \($0.file): \($0.reason)" }
        lines += acquisition.withOnePicture.prefix(10).map { "  \($0): a single usable picture, impostor trials only" }
        lines += acquisition.withoutPicture.prefix(10).map { "  \($0): no usable picture, takes no part" }
        lines.append("protocol: \(report.protocolName)")
        lines.append("limits: 95 %, clustered by person, \(report.replicates) draws, seed \(report.seed)")
        for fusion in report.fusions { lines += self.fusion(fusion) }
        for group in report.groups {
            lines.append("\(group.attribute.rawValue) \(group.value), \(group.people) people:")
            lines += threshold(group.result)
        }
        if let held = report.heldOut { lines += heldOut(held) }
        return lines
    }

    /// The part about people it was not tuned on, as a table for `docs/calibration.md`.
    static func split(_ result: EvaluationResult) -> [String] {
        guard let held = result.report.heldOut,
            let shipped = result.report.fusions.first(where: { $0.frames == result.frames })?.atThreshold
        else { return ["Too few people: a split needs four."] }
        func row(_ what: String, _ threshold: String, _ errors: ThresholdResult) -> String {
            let cells = [errors.falseNonMatches, errors.falseMatches].map { one in
                "\(one.errors) of \(one.trials), \(percent(one.rate)) (\(span(one.clustered)))"
            }
            return "| \(what) | \(threshold) | \(cells.joined(separator: " | ")) |"
        }
        var lines = [
            "\(result.population ?? result.folder), \(result.report.people) people, \(result.acquisition.used) of "
                + "\(result.acquisition.pictures) pictures, \(result.report.protocolName), \(result.matcher); tuned for "
                + "FMR \(percent(held.rule.falseMatchRate)), "
                + "\(result.report.replicates) draws of people, seed \(result.report.seed), \(result.date).", "",
            "| Tried on | Threshold | Refused, of genuine | Accepted, of impostors |", "|---|---|---|---|",
        ]
        for (number, fold) in held.folds.enumerated() {
            let people = "fold \(number + 1): \(fold.people) people, tuned on the other \(fold.tunedOn)"
            lines.append(row(people, decimals(fold.result.threshold, 2), fold.result))
        }
        let between = "\(decimals(held.thresholds.lowerBound, 2)) to \(decimals(held.thresholds.upperBound, 2))"
        lines.append(row("everybody, tuned without both folds of a comparison", between, held.result))
        lines.append(row("everybody, as shipped", decimals(result.threshold, 2), shipped))
        lines += ["", "From everybody the same rule derives \(decimals(held.tunedOnAll, 2))."]
        return lines
    }

    private static func fusion(_ fusion: FusionResult) -> [String] {
        var lines = ["", "\(fusion.frames) \(fusion.frames == 1 ? "frame" : "frames fused"):"]
        guard fusion.genuine > 0 else { return lines + ["  nobody has enough pictures"] }
        if let equal = fusion.equalError {
            let limits = equal.clustered.map { " (\(span($0)))" } ?? ""
            lines.append("  EER \(percent(equal.rate))\(limits) at distance \(decimals(equal.threshold, 3))")
        }
        for point in fusion.atFalseMatchRate {
            let remark = point.isResolved ? "" : ", too few impostors to see that rate: none allowed"
            lines.append(
                "  FMR \(percent(point.falseMatchRate)) at distance \(decimals(point.threshold, 3)): "
                    + "FNMR \(rate(point.falseNonMatches))\(remark)")
        }
        return lines + threshold(fusion.atThreshold)
    }

    private static func threshold(_ result: ThresholdResult) -> [String] {
        [
            "  at \(decimals(result.threshold, 2)): FNMR \(rate(result.falseNonMatches))",
            "  at \(decimals(result.threshold, 2)): FMR  \(rate(result.falseMatches))",
        ]
    }

    private static func heldOut(_ held: HeldOut) -> [String] {
        var lines = [
            "",
            "on people it was not tuned on (\(held.folds.count) folds of people, seed \(held.seed), tuned for FMR "
                + "\(percent(held.rule.falseMatchRate)); from everybody: \(decimals(held.tunedOnAll, 2))):",
        ]
        for (number, fold) in held.folds.enumerated() {
            lines.append(
                "  fold \(number + 1), \(fold.people) people among themselves, tuned on the other \(fold.tunedOn):")
            lines += threshold(fold.result).map { "  \($0)" }
        }
        lines.append(
            "  all comparisons, tuned without both folds, \(decimals(held.thresholds.lowerBound, 2)) to "
                + "\(decimals(held.thresholds.upperBound, 2)):")
        return lines + [
            "    FNMR \(rate(held.result.falseNonMatches))", "    FMR  \(rate(held.result.falseMatches))",
        ]
    }

    private static func rate(_ rate: LimitedRate) -> String {
        "\(rate.errors) of \(rate.trials), \(percent(rate.rate)) (\(span(rate.clustered)), \(rate.method.rawValue); "
            + "as if independent \(span(rate.exact)))"
    }

    private static func span(_ limits: Limits) -> String { "\(percent(limits.lower))–\(percent(limits.upper))" }
}
