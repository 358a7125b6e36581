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
