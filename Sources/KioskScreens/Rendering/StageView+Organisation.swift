import KioskDomain
import KioskTexts

/// The EDS of an organisation (E3), and where keys are kept (E1, E3a).
extension StageView {
    static func enteringBIN(_ code: FailureCode?) -> StageView {
        var view = StageView("one-number", OrganisationTexts.title, lead: OrganisationTexts.lead)
        view.notice = code.map { Notice($0) }
        view.addNumber(OrganisationTexts.field, OrganisationTexts.hint, 12...12, .organisation(""))
        return view
    }

    /// The ID card stands among them, and is refused with its reason.
    static func mediumOfOrganisation(_ code: FailureCode?, _ session: CitizenSession) -> StageView {
        let media = session.mediaOfOrganisations
        let goesOn = media.contains { $0 != .idCard && !session.writes($0) }
        let lead = goesOn ? MediumTexts.withoutSIM(OrganisationTexts.mediumLead) : MediumTexts.noSIM
        var view = StageView("purposes", OrganisationTexts.medium, lead: lead)
        view.notice = code.map { Notice($0) }
        view.content["compact"] = true
        view.content["purposes"] = media.map { medium in
            let name = medium == .file ? MediumTexts.file : medium.text
            var row: [String: Any] = ["name": name, "action": Button(name, .medium(medium)).action]
            if medium == .file, !session.writes(medium) { row["about"] = MediumTexts.atDesk }
            return row
        }
        return view
    }

    /// Nobody recovers a password (E9): who forgot it says so here.
    static func mediumOfEDS(_ session: CitizenSession) -> StageView {
        var view = StageView("services", OrganisationTexts.medium, lead: MediumTexts.noSIM)
        let file = ("stick-in", MediumTexts.file, MediumTexts.fileAbout, ScreenAction.medium(.file))
        // E9: the card whose PIN is forgotten takes no new EDS; that it is forgotten need not be said twice.
        let ways =
            session.reason == nil
            ? [
                ("card-in", MediumTexts.card, MediumTexts.cardAbout, .medium(.idCard)), file,
                ("stick-out", MediumTexts.forgotten, MediumTexts.forgottenAbout, .obtainAnew),
            ] : [file, ("card-in", MediumTexts.otherCard, MediumTexts.otherCardAbout, .medium(.idCard))]
        let offered = session.mediaOfPersons
        var shown = ways.filter { offered.contains($0.0 == "card-in" ? .idCard : .file) }
        if !session.tokensOfPersons.isEmpty {
            shown.append(("operator", MediumTexts.token, MediumTexts.tokenAbout, .myToken))
        }
        view.content["services"] = shown.map { picture, name, about, action in
            ["id": picture, "name": name, "about": about, "action": Button(name, action).action] as [String: Any]
        }
        return view
    }

    /// A desk has a module for each kind of token.
    static func tokenOfEDS(_ session: CitizenSession) -> StageView {
        var view = StageView("purposes", MediumTexts.tokenKind, lead: MediumTexts.tokenLead)
        view.content["compact"] = true
        view.content["purposes"] = session.tokensOfPersons.map { medium in
            ["name": medium.text, "action": Button(medium.text, .medium(medium)).action] as [String: Any]
        }
        return view
    }

    mutating func add(_ organisation: OrganisationName?) {
        guard let organisation else { return }
        content["organisationLabel"] = OrganisationTexts.name
        content["organisation"] = "\(organisation.name), \(organisation.bin)"
    }
}
