public import CardReaderPCSC
public import HelperProtocol
public import KioskDevices
import KioskDomain
public import SmartCard
import Synchronization

/// Keys on the cards of some readers, PIV or PKCS#15. What was read of a card is kept for its insertion, so that a second
/// look costs no command.
public final class CardKeySource: KeySource {
    /// Reads certificates; kiosk-sign does it, so that no parser of documents is needed here.
    public typealias Summaries = @Sendable ([UInt8]) async throws -> CertificateSummary

    private let readers: @Sendable () -> [ReaderInfo]
    private let table: ATRTable
    private let trace: APDUTrace?
    private let summary: Summaries
    private let tried: @Sendable (_ card: String, _ medium: String, PINResult) async -> Void
    private let known = Mutex<[String: (insertions: UInt, contents: CardContents)]>([:])

    /// - Parameters:
    ///   - readers: those whose cards may be used now.
    ///   - summary: reads a certificate.
    ///   - tried: told how each PIN entry ended, for the ledger; by the card's serial number in hexadecimal.
    public init(
        readers: @escaping @Sendable () -> [ReaderInfo], table: ATRTable = .builtIn, trace: APDUTrace? = nil,
        summary: @escaping Summaries,
        tried: @escaping @Sendable (_ card: String, _ medium: String, PINResult) async -> Void = { _, _, _ in }
    ) {
        self.readers = readers
        self.table = table
        self.trace = trace
        self.summary = summary
        self.tried = tried
    }

    /// One short session with each card that was not read since it was put in.
    public func keys() async -> KeyListing {
        var listing = KeyListing()
        for reader in readers() {
            guard case .card(let kind, _) = reader.content else {
                if reader.content == .mute { listing.findings.append(Failure(.cardMute)) }
                continue
            }
            do {
                let contents = try await contents(of: reader)
                listing.keys += try await keys(contents, reader, kind)
            } catch {
                let coded = error as? any CodedError
                listing.findings.append(Failure(coded?.code ?? .internalError, coded?.detail ?? ""))
            }
        }
        return listing
    }

    /// Forgets what was read of every card.
    public func forget() { known.withLock { $0 = [:] } }

    /// The card's one transaction, with the counter read.
    ///
    /// - Throws: `card.swapped` when another card was put in since ``keys()``.
    public func open(_ key: FoundKey) async throws(Failure) -> any KeySession {
        guard case .card(let name, let insertions, let cardKey) = key.place else { throw Failure(.internalError) }
        guard let reader = readers().first(where: { $0.name == name }) else { throw Failure(.readerUnplugged) }
        guard reader.insertions == insertions else { throw Failure(.cardSwapped) }
        let contents = known.withLock { $0[name].flatMap { $0.insertions == insertions ? $0.contents : nil } }
        let connection = CardConnection(reader: name, table: table, trace: trace)
        do {
            try await connection.open(known: contents)
            let status = try await connection.withApplication { (card) throws(CardError) in
                try card.pinStatus(for: cardKey)
            }
            guard status.pin != .blocked else { throw Failure(.pinBlocked) }
            let lock = KeyLock(
                kind: try await connection.hasPINPad() ? .pinPad : .pin, tries: PINTries(status.pin),
                length: status.format.minimum...status.format.maximum)
            let medium = key.kind?.rawValue ?? "card"
            return CardKeySession(
                connection: connection, key: cardKey, lock: lock,
                tried: { [tried] result in
                    await tried(contents?.serial.map(Self.hexadecimal) ?? "", medium, result)
                })
        } catch {
            await connection.close()
            throw Failure(coding: error)
        }
    }

    private func contents(of reader: ReaderInfo) async throws -> CardContents {
        if let (insertions, contents) = known.withLock({ $0[reader.name] }), insertions == reader.insertions {
            return contents
        }
        let connection = CardConnection(reader: reader.name, table: table, trace: trace)
        do {
            try await connection.open()
            let contents = try await connection.withApplication { (card) throws(CardError) in try card.contents() }
            await connection.close()
            known.withLock { $0[reader.name] = (reader.insertions, contents) }
            return contents
        } catch {
            await connection.close()
            throw error
        }
    }

    private func keys(
        _ contents: CardContents, _ reader: ReaderInfo, _ kind: CardKind
    ) async throws -> [FoundKey] {
        var keys: [FoundKey] = []
        for certificate in contents.certificates {
            guard let key = certificate.key else { continue }
            let purposes = Set(key.purposes.compactMap(FoundKey.Purpose.init))
            guard !purposes.isEmpty else { continue }
            keys.append(
                FoundKey(
                    place: .card(reader: reader.name, insertions: reader.insertions, key: key), medium: reader.name,
                    kind: .idCard, storage: "AKKZIDCardStore", certificate: try await summary(certificate.der),
                    purposes: purposes))
        }
        return keys
    }

    private static func hexadecimal(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}

extension FoundKey.Purpose {
    fileprivate init?(_ purpose: CardKeyPurpose) {
        switch purpose {
        case .signature: self = .signature
        case .authentication: self = .authentication
        case .keyManagement, .cardAuthentication: return nil
        }
    }
}

extension PINTries {
    init(_ counter: PINCounter) {
        switch counter {
        case .remaining(let count): self = .remaining(count)
        case .blocked: self = .remaining(0)
        case .unknown: self = .unknown
        }
    }
}

extension Failure {
    /// The failure that an error of a driver stands for.
    init(coding error: any Error) {
        if let failure = error as? Failure {
            self = failure
        } else if let coded = error as? any CodedError {
            self.init(coded.code, coded.detail)
        } else {
            self.init(.internalError)
        }
    }
}
