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
        if let check = report.crossCheck { lines += cross(check, shipped: result.threshold) }
        if let left = report.leaveOneOut {
            lines.append(
                "  each person at the threshold of all the others, \(decimals(left.thresholds.lowerBound, 2)) to "
                    + "\(decimals(left.thresholds.upperBound, 2)):")
            lines += ["    FNMR \(rate(left.result.falseNonMatches))", "    FMR  \(rate(left.result.falseMatches))"]
        }
        return lines
    }

    /// The part about people it was not tuned on, as a table for `docs/calibration.md`.
    static func split(_ result: EvaluationResult) -> [String] {
        guard let check = result.report.crossCheck, let left = result.report.leaveOneOut else {
            return ["Too few people: a split needs four."]
        }
        func row(_ what: String, _ threshold: String, _ errors: ThresholdResult) -> String {
            let cells = [errors.falseNonMatches, errors.falseMatches].map { one in
                "\(one.errors) of \(one.trials), \(percent(one.rate)) (\(span(one.clustered)))"
            }
            return "| \(what) | \(threshold) | \(cells.joined(separator: " | ")) |"
        }
        var lines = [
            "\(result.population ?? result.folder), \(result.report.people) people, \(result.acquisition.used) of "
                + "\(result.acquisition.pictures) pictures, \(result.report.protocolName), \(result.matcher); tuned for "
                + "FMR \(percent(check.falseMatchRate)), "
                + "\(result.report.replicates) draws of people, seed \(result.report.seed), \(result.date).", "",
            "| Tried on | Threshold | Refused, of genuine | Accepted, of impostors |", "|---|---|---|---|",
        ]
        for (name, half) in zip(["first", "second"], check.halves) {
            let people = "\(half.testedOn) people, tuned on the other \(half.tunedOn) (\(name) way)"
            lines.append(row(people, decimals(half.tuned, 2), half.atTuned))
            lines.append(row("the same people, as shipped", decimals(result.threshold, 2), half.atShipped))
        }
        let between = "\(decimals(left.thresholds.lowerBound, 2)) to \(decimals(left.thresholds.upperBound, 2))"
        lines.append(row("each person, tuned on all the others", between, left.result))
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

    private static func cross(_ check: CrossCheck, shipped: Double) -> [String] {
        var lines = ["", "on people it was not tuned on (tuned for FMR \(percent(check.falseMatchRate)) on one half):"]
        for half in check.halves {
            lines.append(
                "  tuned on \(half.tunedOn) people: \(decimals(half.tuned, 2)); on the other \(half.testedOn):")
            lines += threshold(half.atTuned).map { "  \($0)" }
            if half.tuned != shipped { lines += threshold(half.atShipped).map { "  \($0)" } }
        }
        return lines
    }

    private static func rate(_ rate: LimitedRate) -> String {
        "\(rate.errors) of \(rate.trials), \(percent(rate.rate)) (\(span(rate.clustered)), \(rate.method.rawValue); "
            + "as if independent \(span(rate.exact)))"
    }

    private static func span(_ limits: Limits) -> String { "\(percent(limits.lower))–\(percent(limits.upper))" }
}
