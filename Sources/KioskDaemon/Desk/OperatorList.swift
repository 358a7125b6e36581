import Crypto
import FoundationEssentials
import KioskDevices
import KioskDomain
import PortalContract

/// The operators of this centre by the certificate of their card (R4); a file of the state folder.
actor OperatorList {
    struct Entry: Sendable, Hashable, Codable {
        var name: String
        /// SHA-256 of the authentication certificate, hexadecimal.
        var fingerprint: String
        /// What this person may do; who was listed before there were duties serves citizens.
        var duties: Set<DeskDuty>

        init(name: String, fingerprint: String, duties: Set<DeskDuty>) {
            self.name = name
            self.fingerprint = fingerprint
            self.duties = duties
        }

        init(from decoder: any Decoder) throws {
            let values = try decoder.container(keyedBy: CodingKeys.self)
            name = try values.decode(String.self, forKey: .name)
            fingerprint = try values.decode(String.self, forKey: .fingerprint)
            duties = try values.decodeIfPresent(Set<DeskDuty>.self, forKey: .duties) ?? [.operator]
        }
    }

    private let file: URL
    private var entries: [Entry]

    /// - Throws: `configuration.invalid` for a file that is there and cannot be read: nobody is let in by a damaged list,
    ///   and nobody is silently forgotten.
    init(folder: String) throws(Failure) {
        file = URL(filePath: folder).appending(path: "operators.json")
        do {
            entries = try JSONDecoder().decode([Entry].self, from: Data(contentsOf: file))
        } catch {
            guard !FileManager.default.fileExists(atPath: file.path()) else {
                throw Failure(.configurationInvalid, "operators.json cannot be read")
            }
            entries = []
        }
    }

    var all: [Entry] { entries }

    /// The operator whose certificate this is; nil for everybody else.
    func card(certificate: [UInt8]) -> OperatorCard? {
        let fingerprint = Self.fingerprint(certificate)
        return entries.first { $0.fingerprint == fingerprint }.map {
            OperatorCard(name: $0.name, fingerprint: fingerprint, duties: $0.duties)
        }
    }

    /// A name that is there already gets the new card's certificate and duties: people's cards are renewed. A card has one
    /// name: what was listed with it before goes.
    func add(name: String, duties: Set<DeskDuty>, certificate: [UInt8]) throws(Failure) {
        let name = String(name.prefix(80))
        guard !name.isEmpty else { throw Failure(.requestInvalid, "the operator's name is empty") }
        guard !duties.isEmpty else { throw Failure(.requestInvalid, "an operator without a duty") }
        let entry = Entry(name: name, fingerprint: Self.fingerprint(certificate), duties: duties)
        try save(entries.filter { $0.name != name && $0.fingerprint != entry.fingerprint } + [entry])
    }

    /// - Returns: false when there is no such name.
    func remove(name: String) throws(Failure) -> Bool {
        let kept = entries.filter { $0.name != name }
        guard kept != entries else { return false }
        try save(kept)
        return true
    }

    private func save(_ changed: [Entry]) throws(Failure) {
        do {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
            try encoder.encode(changed).write(to: file, options: .atomic)
        } catch {
            throw Failure(.journalFault, "operators.json cannot be written")
        }
        entries = changed
    }

    /// SHA-256, hexadecimal.
    static func fingerprint(_ certificate: [UInt8]) -> String {
        Hex.encode(Array(SHA256.hash(data: certificate)))
    }
}
