import KioskDomain
import KioskTexts

/// What the EDS on the screen gives a right to: what begins here as buttons, the rest by its name and with the operator (E3a).
extension StageView {
    /// - Parameter medium: where the EDS is.
    mutating func add(_ rights: Set<EDSRight>, on medium: Medium, _ session: CitizenSession) {
        let offered = session.offered(rights, on: medium)
        let buttons = EDSRight.allCases.filter(offered.contains).map { ($0, $0.button(on: medium, among: rights)) }
        content["obtaining"] = buttons.last { $0.0 == .obtaining }?.1
        var others = buttons.filter { $0.0 != .obtaining }.map(\.1)
        // The operator is beside a person who is served at the desk.
        let elsewhere = session.isServed ? [] : EDSRight.allCases.filter { rights.subtracting(offered).contains($0) }
        guard !others.isEmpty || !elsewhere.isEmpty else { return }
        var section: [String: Any] = [:]
        if !others.isEmpty { section["lead"] = others[0].removeValue(forKey: "about") }
        section["buttons"] = others
        if !elsewhere.isEmpty { section["elsewhere"] = RightTexts.elsewhere(elsewhere) }
        content["rights"] = section
    }
}

extension EDSRight {
    fileprivate func button(on medium: Medium, among rights: Set<EDSRight>) -> [String: Any] {
        let (id, about, action): (String, Localised?, ScreenAction) =
            switch self {
            case .renewal: ("reissue", medium == .file ? KeyFileTexts.renewAbout : ReissueTexts.offerAbout, .reissue)
            // What signs for an organisation signs this, too; else only the phone is left.
            case .revocation where !rights.contains(.organisation):
                ("revoke-eds", OwnRevocationTexts.offerAboutPhone, .revokeEDS)
            case .revocation: ("revoke-eds", OwnRevocationTexts.offerAbout, .revokeEDS)
            case .organisation: ("organisation-eds", OrganisationTexts.offerAbout, .organisationEDS)
            case .obtaining: ("obtain-anew", nil, .obtainAnew)
            }
        var button: [String: Any] = ["id": id, "label": name, "action": StageView.Button(name, action).action]
        button["about"] = about
        return button
    }

    var name: Localised {
        switch self {
        case .renewal: ReissueTexts.offer
        case .revocation: OwnRevocationTexts.offer
        case .organisation: OrganisationTexts.offer
        case .obtaining: ObtainingTexts.offer
        }
    }
}
