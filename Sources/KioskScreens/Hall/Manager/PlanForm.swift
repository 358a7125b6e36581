import HallQueue
import KioskDomain

/// A part of the plan as a form: fields from the plan, and a plan from the fields.
protocol PlanForm: SendableMetatype {
    /// What the manager may set, as it stands in the plan.
    ///
    /// - Parameter day: of the hall; what lies before it is left out.
    static func fields(of plan: HallPlan, day: CivilDate) -> FormFields

    /// The plan with what the form says.
    ///
    /// - Returns: what speaks against each field, by its name; the plan only when nothing does.
    static func apply(_ form: FormFields, to plan: HallPlan) -> (plan: HallPlan, problems: [String: Localised])
}

extension HallHours.Span {
    /// `H:MM` or `HH:MM`, as people type a time; nil for what is none.
    static func time(_ typed: String) -> CivilTime? {
        guard typed.utf8.count <= 5 else { return nil }
        return CivilTime(iso: typed.utf8.count == 4 ? "0" + typed : typed)
    }
}

extension FormFields {
    /// Two fields of times, the first before the second; what is wrong is noted beside its field.
    func span(_ from: String, _ to: String, _ problems: inout [String: Localised]) -> HallHours.Span? {
        let (start, end) = (HallHours.Span.time(text(from)), HallHours.Span.time(text(to)))
        if start == nil { problems[from] = PlanTexts.time }
        if end == nil { problems[to] = PlanTexts.time }
        guard let start, let end else { return nil }
        guard start < end else {
            problems[to] = PlanTexts.endFirst
            return nil
        }
        return HallHours.Span(from: start, to: end)
    }
}
