import FoundationEssentials
import SmartCard

extension VirtualCardKind {
    /// The card of a state file; a new one of `person` when there is none yet.
    func card(_ file: StateFile, _ person: Personalisation) throws -> any VirtualCard {
        switch self {
        case .piv, .pivExtended:
            let state = try file.loadOrMake {
                try person.signsIn ? VirtualCardState(signingIn: person) : VirtualCardState(person)
            }
            return VirtualPIVCard(state, extendedLength: self == .pivExtended) { try file.save($0) }
        case .pkcs15:
            let state = try file.loadOrMake { try VirtualFileCardState(personalised: person) }
            return VirtualFileCard(state) { try file.save($0) }
        case .emrtd: return try VirtualTravelDocument.make(person)
        case .blank:
            let state = try file.loadOrMake { VirtualFileCardState() }
            return VirtualFileCard(state) { try file.save($0) }
        }
    }
}

extension StateFile {
    fileprivate func loadOrMake<State: Codable>(_ make: () throws -> State) throws -> State {
        if let state = try load(State.self) { return state }
        let state = try make()
        try save(state)
        return state
    }
}
