import KioskDomain
import KioskTexts

extension StageView {
    static func lostEDS(_ state: LostEDSState) -> StageView {
        switch state {
        case .listing: .wait(LostEDSTexts.listing, mayCancel: true)
        case .choosing(_, let sets): choosing(sets)
        case .reason: lossReasons()
        case .confirming(let lost, let cause): confirming(lost, cause)
        case .revoking: .wait(OwnRevocationTexts.sending)
        case .retry(_, let code): noLine(code, step: nil)
        }
    }

    private static func choosing(_ sets: [LiveEDS]) -> StageView {
        var view = StageView("purposes", LostEDSTexts.title, lead: LostEDSTexts.choosing)
        var tiles = sets.map { set in
            [
                "name": LostEDSTexts.name(of: set), "about": same(set.maskedSerials.joined(separator: ", ")),
                "action": Button(LostEDSTexts.title, .lostEDS(set.id)).action,
            ] as [String: Any]
        }
        if sets.count > 1 {
            tiles.append(["name": LostEDSTexts.all, "action": Button(LostEDSTexts.all, .lostEDS(nil)).action])
        }
        view.content["purposes"] = tiles
        return view
    }

    private static func lossReasons() -> StageView {
        var view = StageView("purposes", OwnRevocationTexts.title)
        view.content["purposes"] = RevocationCause.ofHolder.map { cause in
            [
                "name": cause.text,
                "action": Button(OwnRevocationTexts.title, .revokeFor(cause)).action,
            ] as [String: Any]
        }
        return view
    }

    /// What it means stands above what is revoked: it cannot be taken back.
    private static func confirming(_ lost: LostEDS, _ cause: RevocationCause) -> StageView {
        var view = StageView("report", LostEDSTexts.confirm, lead: OwnRevocationTexts.meaning)
        view.content["facts"] =
            lost.sets.map { set in
                [
                    "label": LostEDSTexts.name(of: set), "value": same(set.maskedSerials.joined(separator: ", ")),
                ] as [String: Any]
            } + [["label": EndingTexts.reason, "value": cause.text]]
        view.primary = Button(LostEDSTexts.yes, .confirmRevocation)
        return view
    }
}
