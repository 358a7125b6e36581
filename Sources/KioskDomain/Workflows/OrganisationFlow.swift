/// "EDS of an organisation" (E3): its head types the BIN, chooses a medium and signs with the own EDS; then as any application
/// that an EDS signs.
extension CitizenSession {
    /// - Parameter report: of the card that is in the reader.
    mutating func beginOrganisation(_ language: Language, _ report: CardReport) -> [SessionEffect] {
        offers(.organisation, report) ? reissue(language, .enteringBIN(report, nil)) : []
    }

    mutating func enteringBIN(_ language: Language, _ report: CardReport, _ event: SessionEvent) -> [SessionEffect] {
        switch event {
        case .person(.organisation(let bin)): reissue(language, .choosingMedium(report, bin, nil))
        case .person(.invalidEntry(let code)): reissue(language, .enteringBIN(report, code))
        default: awayFromPINWork(language, report, event)
        }
    }

    /// An ID card is refused here with its reason (E3).
    mutating func choosingMedium(
        _ language: Language, _ report: CardReport, _ bin: BIN, _ event: SessionEvent
    ) -> [SessionEffect] {
        guard case .person(.medium(let medium)) = event else { return awayFromPINWork(language, report, event) }
        guard mediaOfOrganisations.contains(medium) else { return [] }
        switch media.mayWrite(medium, at: .kiosk, holder: .legalEntity, isHoldersOwn: false) {
        case .allowed: return reissue(language, .notice(report, .organisation(bin, medium)))
        case .refused(.idCardNotForLegalEntity):
            return reissue(language, .choosingMedium(report, bin, .organisationIDCard))
        case .refused: return []
        }
    }
}

extension CitizenSession.Stage {
    /// Whose row of the liability notice comes first, while it is shown (F2): the head of an organisation is an official.
    public var noticeReader: Offender? {
        switch self {
        case .eds(_, .notice): .individual
        case .application(_, .notice(let standing)): .reader(ofOrganisation: standing.organisation != nil)
        case .reissue(_, .notice(_, let wish)), .keyFile(_, .notice(_, let wish)):
            .reader(ofOrganisation: wish != .renewal)
        default: nil
        }
    }
}

extension Offender {
    /// Who reads the notice before keys are made.
    public static func reader(ofOrganisation: Bool) -> Offender {
        ofOrganisation ? .officialSmallBusinessNGO : .individual
    }
}

extension Medium {
    /// What the head of an organisation is asked about: the ID card too, for whoever expects it there.
    public static let ofOrganisations: [Medium] = [.file, .kaztoken, .eToken, .jaCarta, .aKey, .idCard]
}
