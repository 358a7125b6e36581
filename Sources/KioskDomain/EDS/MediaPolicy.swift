/// Whose EDS it is (E3).
public enum HolderKind: String, Sendable, Hashable, CaseIterable, Codable {
    case naturalPerson = "natural-person"
    case legalEntity = "legal-entity"
}

/// The role of a workplace.
public enum WorkplaceRole: String, Sendable, Hashable, CaseIterable, Codable {
    case kiosk, desk
}

/// Which medium each role may write (E3a). A Public Service Centre may switch each off.
public struct MediaPolicy: Sendable, Hashable {
    /// What a kiosk writes.
    public var kiosk: Set<Medium>
    /// What a desk writes.
    public var desk: Set<Medium>

    /// Every field as given.
    public init(kiosk: Set<Medium>, desk: Set<Medium>) {
        self.kiosk = kiosk
        self.desk = desk
    }

    /// Why a medium is not written.
    public enum Refusal: Sendable, Hashable, CaseIterable {
        /// A SIM card cannot be reached from here (E1).
        case simOutOfReach
        /// The ID card holds keys of natural persons only (E3).
        case idCardNotForLegalEntity
        /// A kiosk writes only the holder's own ID card (E3a).
        case notHoldersCard
        /// Switched off for this role (E3a).
        case notForThisRole
    }

    /// What the policy answers.
    public enum Decision: Sendable, Hashable {
        case allowed
        case refused(Refusal)
    }

    /// What an operator chooses from for a person's own EDS, the ID card first.
    public var ofPersonsAtDesk: [Medium] {
        ([.idCard] + Medium.allCases.filter { $0 != .idCard }).filter {
            mayWrite($0, at: .desk, holder: .naturalPerson, isHoldersOwn: true) == .allowed
        }
    }

    /// - Parameter isHoldersOwn: the card in the reader is the applicant's; only asked of an ID card.
    public func mayWrite(
        _ medium: Medium, at role: WorkplaceRole, holder: HolderKind, isHoldersOwn: Bool
    ) -> Decision {
        if medium == .sim { return .refused(.simOutOfReach) }
        if medium == .idCard, holder == .legalEntity { return .refused(.idCardNotForLegalEntity) }
        let allowed =
            switch role {
            case .kiosk: kiosk
            case .desk: desk
            }
        guard allowed.contains(medium) else { return .refused(.notForThisRole) }
        if medium == .idCard, !isHoldersOwn { return .refused(.notHoldersCard) }
        return .allowed
    }
}

/// An organisation as a register has it.
public struct OrganisationName: Sendable, Hashable {
    /// Its number.
    public var bin: BIN
    /// As in the register.
    public var name: String

    /// Every field as given.
    public init(bin: BIN, name: String) {
        self.bin = bin
        self.name = name
    }
}
