import CardReaderPCSC
import KioskDevices
import KioskDomain
import PKIX
import SmartCard
import TravelDocument

/// The portrait of the person's own document: opens the chip once with what was typed, believes only what one of the
/// configured authorities vouches for and what names the identified person, and hands the picture to kiosk-vision alone.
actor ChipWork {
    /// A portrait of 50 kB in short APDUs takes a slow reader half a minute.
    static let limit = Duration.seconds(60)

    private let authorities: [Certificate]
    private let now: @Sendable () -> UnixTime
    private let reader: @Sendable () async -> String?
    private let trace: APDUTrace?
    /// Keeps a portrait for the attempts of this session; answers why it cannot be matched against.
    private let keep: @Sendable ([UInt8]) async -> FailureCode?
    private var key: DocumentKey?
    private var connection: CardConnection?

    /// - Parameter authorities: DER of the country signing authorities.
    /// - Throws: `certificate.malformed`.
    init(
        trusting authorities: [[UInt8]], trace: APDUTrace?, now: @escaping @Sendable () -> UnixTime,
        reader: @escaping @Sendable () async -> String?, keep: @escaping @Sendable ([UInt8]) async -> FailureCode?
    ) throws(Failure) {
        var certificates: [Certificate] = []
        for der in authorities { certificates.append(try Certificate(der: der)) }
        self.authorities = certificates
        self.trace = trace
        self.now = now
        self.reader = reader
        self.keep = keep
    }

    func hold(_ key: DocumentKey) { self.key = key }

    func forgetKey() { key = nil }

    /// The session is over: a reading under way gets no further answer.
    func forget() async {
        key = nil
        await connection?.close(within: .zero)
        connection = nil
    }

    /// Reads DG1 and DG2, judges them, keeps the portrait.
    ///
    /// - Parameter progress: told how much of the portrait is read, 0 to 1.
    func read(
        _ applicant: Applicant, progress: @escaping @Sendable (Double) async -> Void
    ) async -> SessionEvent {
        guard let key, let password = key.password(for: applicant.identity) else { return .card(.failed(.chipAccess)) }
        guard let name = await reader() else { return .card(.failed(.readerMissing)) }
        let connection = CardConnection(reader: name, trace: trace)
        self.connection = connection
        defer { self.connection = nil }
        do throws(CardError) {
            let result = try await Self.read(connection, password, authorities, now(), progress)
            return await judge(result, applicant.identity)
        } catch {
            return .card(.failed(Self.code(of: error, key.kind)))
        }
    }

    private static func read(
        _ connection: CardConnection, _ password: DocumentPassword, _ authorities: [Certificate], _ now: UnixTime,
        _ progress: @escaping @Sendable (Double) async -> Void
    ) async throws(CardError) -> ChipReadingResult {
        // The chip is read on a thread that cannot wait for a screen: only the newest share is told.
        let (shares, share) = AsyncStream.makeStream(of: Double.self, bufferingPolicy: .bufferingNewest(1))
        let telling = Task { for await share in shares { await progress(share) } }
        defer {
            share.finish()
            telling.cancel()
        }
        return try await connection.withChip(within: limit) { (channel, limits) throws(CardError) in
            try TravelDocumentReader(channel: channel, limits: limits, authorities: authorities, now: now)
                .read(with: password) { share.yield($0) }
        }
    }

    private func judge(_ result: ChipReadingResult, _ identity: Identity) async -> SessionEvent {
        guard case .read(let reading) = result else { return .card(.failed(result.code ?? .chipUntrusted)) }
        guard reading.trust == .trusted else { return .card(.failed(.chipUntrusted)) }
        guard ChipHolder.isHolder(identity, of: reading.zone) else { return .card(.failed(.chipHolder)) }
        guard let portrait = reading.portrait else { return .card(.failed(.chipPicture)) }
        var bytes = portrait.withBytes { Array($0) }
        defer { wipe(&bytes) }
        switch await keep(bytes) {
        case nil: return .card(.portraitRead)
        // There is a picture, and no decoder of ours reads it.
        case .referenceMissing: return .card(.failed(.chipPicture))
        case .some(let code): return .card(.failed(code))
        }
    }

    private static func code(of error: CardError, _ kind: DocumentKeyKind) -> FailureCode {
        switch error {
        case .unknownCard: .chipAbsent
        case .timedOut: .chipTimedOut
        // A chip with BAC alone opens with the zone, not with a CAN.
        case .unsupported: kind == .can ? .chipNeedsDate : .chipAbsent
        default: error.code
        }
    }
}
