/// Where keys can be kept, as a person is asked (E1, E3a). What the centre has switched off for kiosks is not offered: the portal
/// takes no application for it from here.
extension CitizenSession {
    /// For a person's own EDS: what a kiosk writes by itself, and tokens.
    public var mediaOfPersons: [Medium] {
        [Medium.idCard, .file].filter { media.kiosk.contains($0) && writes($0) } + tokensOfPersons
    }

    /// The tokens among them. Of one a kiosk takes the application only: a desk writes it, by its number.
    public var tokensOfPersons: [Medium] {
        Medium.allCases.filter { $0.isToken && media.kiosk.contains($0) && media.desk.contains($0) }
    }

    /// For the EDS of an organisation. What this kiosk does not write by itself stands there as long as a desk writes it; the
    /// ID card does for whoever expects it there, and is refused with its reason (E3).
    public var mediaOfOrganisations: [Medium] {
        Medium.ofOrganisations.filter {
            $0 == .idCard || (media.kiosk.contains($0) && (writes($0) || media.desk.contains($0)))
        }
    }

    /// What "My card" offers of these rights: what makes keys, only as far as a kiosk may have them made. With the rest an
    /// operator helps.
    ///
    /// - Parameter medium: where the EDS is that gives them.
    public func offered(_ rights: Set<EDSRight>, on medium: Medium) -> Set<EDSRight> {
        rights.filter {
            switch $0 {
            case .renewal: mediaOfPersons.contains(medium)
            case .obtaining: !mediaOfPersons.isEmpty
            case .organisation: mediaOfOrganisations != [.idCard]
            case .revocation: true
            }
        }
    }

    /// What a card gives a right to here: what cannot be signed any more with its blocked PIN, the phone may sign (E9, L5).
    public func rights(_ report: CardReport) -> Set<EDSRight> {
        let byPhone = signsByPhone && report.pin == .blocked && report.isLive
        return report.rights.union(byPhone ? [.revocation] : [])
    }

    func offers(_ right: EDSRight, _ report: CardReport) -> Bool {
        offered(rights(report), on: .idCard).contains(right)
    }

    func offers(_ right: EDSRight, _ opened: OpenedKeyFile) -> Bool {
        offered(opened.rights, on: .file).contains(right)
    }

    /// Whether this kiosk has a way to it; else an operator goes on.
    public func writes(_ medium: Medium) -> Bool {
        switch medium {
        case .idCard: true
        case .file: savesFiles
        case .kaztoken, .eToken, .jaCarta, .aKey, .sim: false
        }
    }

    /// "EDS by face": the medium is asked for where there is a choice, or a file, whose password may be forgotten (E9).
    mutating func beginEDS(_ language: Language) -> [SessionEffect] {
        switch mediaOfPersons {
        case []: return end(language, .refused(.applicationNoMedium))
        case [.idCard]: return go(language, .consent)
        default: return go(language, .choosingMedium)
        }
    }
}
