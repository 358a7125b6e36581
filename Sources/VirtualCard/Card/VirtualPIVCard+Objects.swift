import FoundationEssentials
import SmartCard

extension VirtualPIVCard {
    private static let wholeIdentifier = PIVCard.applicationIdentifier + [0x01, 0x00]
    private static let objectLimit = 4096

    /// SELECT by AID; PIV is the only application, and selecting it again changes nothing (part 2, 3.1.1).
    func select(_ command: CommandAPDU) throws(Refusal) -> [UInt8] {
        guard command.p1 == 0x04, command.data.count >= 5, Self.wholeIdentifier.starts(with: command.data) else {
            throw Refusal(.notFound)
        }
        let algorithms = PIVAlgorithm.allCases.map(\.rawValue) + [AdministrativeAlgorithm.aes256.rawValue]
        return TLV(
            0x61,
            [
                TLV(0x4F, Array(Self.wholeIdentifier.suffix(6))),
                TLV(0x79, [TLV(0x4F, Array(Self.wholeIdentifier.prefix(5)))]),
                TLV(0x50, Array("PSC virtual identity card".utf8)),
                TLV(0xAC, algorithms.map { TLV(0x80, [$0]) } + [TLV(0x06, [0x00])]),
            ]
        ).encoded
    }

    /// GET DATA (part 2, 3.1.2); everything this card holds is readable without PIN.
    func getData(_ command: CommandAPDU) throws(Refusal) -> [UInt8] {
        let object = PIVObject(tag: try tag(in: command))
        if object == .discovery {
            // Part 1, 3.3.2: the application PIN, and no other, satisfies the access rules.
            let policy = [TLV(0x4F, Self.wholeIdentifier), TLV(0x5F2F, [0x40, 0x00])]
            return TLV(0x7E, policy).encoded
        }
        guard let content = builtIn(object) ?? state.objects[object.tag].map(Array.init) else {
            throw Refusal(.notFound)
        }
        return TLV(0x53, content).encoded
    }

    /// PUT DATA (part 2, 3.3.1); empty content deletes.
    mutating func putData(_ command: CommandAPDU) throws(Refusal) -> [UInt8] {
        guard session.isAdministrator else { throw Refusal(.securityStatusNotSatisfied) }
        let object = PIVObject(tag: try tag(in: command))
        guard object != .discovery, builtIn(object) == nil else { throw Refusal(.conditionsNotSatisfied) }
        guard let content = try? TLV.find([0x53], in: command.data) else { throw Refusal(.incorrectData) }
        guard content.count <= Self.objectLimit else { throw Refusal(StatusWord(0x6A84)) }
        state.objects[object.tag] = content.isEmpty ? nil : Data(content)
        return []
    }

    private func tag(in command: CommandAPDU) throws(Refusal) -> UInt32 {
        guard command.p1 == 0x3F, command.p2 == 0xFF else { throw Refusal(.incorrectParameters) }
        guard let bytes = try? TLV.find([0x5C], in: command.data), (1...3).contains(bytes.count) else {
            throw Refusal(.incorrectData)
        }
        return bytes.reduce(0) { $0 << 8 | UInt32($1) }
    }

    private func builtIn(_ object: PIVObject) -> [UInt8]? {
        switch object {
        case .holderUniqueIdentifier: holderUniqueIdentifier
        case .capabilities: capabilities
        case .virtualHolder:
            [TLV(0x01, Array(state.holderName.utf8)), TLV(0x02, Array(state.holderIIN.utf8)), TLV(0xFE, [UInt8]())]
                .flatMap(\.encoded)
        default: nil
        }
    }

    /// Part 1, table 9: FASC-N of a non-federal issuer (all nines, as SP 800-73-4 3.1.2 allows), GUID, expiry; unsigned.
    private var holderUniqueIdentifier: [UInt8] {
        let number: [UInt8] = [
            0xD4, 0xE7, 0x39, 0xDA, 0x73, 0x9C, 0xED, 0x39, 0xCE, 0x73, 0x9D, 0x83, 0x68, 0x58, 0x21, 0x08, 0x42, 0x10,
            0x84, 0x21, 0xC8, 0x42, 0x10, 0xC3, 0xEB,
        ]
        return [
            TLV(0x30, number), TLV(0x34, Array(state.cardID)), TLV(0x35, Array("20501231".utf8)),
            TLV(0x3E, [UInt8]()), TLV(0xFE, [UInt8]()),
        ].flatMap(\.encoded)
    }

    /// Part 1, table 8: a file-system card of the GSC-IS data model 10, without further tuples.
    private var capabilities: [UInt8] {
        let identifier: [UInt8] = [0xA0, 0x00, 0x00, 0x01, 0x16, 0xFF, 0x02] + Array(state.cardID.prefix(14))
        let empty: [UInt32] = [0xF6, 0xF7, 0xFA, 0xFB, 0xFC, 0xFD, 0xFE]
        let filled = [
            TLV(0xF0, identifier), TLV(0xF1, [0x21]), TLV(0xF2, [0x21]), TLV(0xF3, [UInt8]()), TLV(0xF4, [0x00]),
            TLV(0xF5, [0x10]),
        ]
        return (filled + empty.map { TLV($0, [UInt8]()) }).flatMap(\.encoded)
    }
}
