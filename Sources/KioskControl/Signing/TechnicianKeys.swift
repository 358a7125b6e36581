public import CardReaderPCSC
public import HelperProtocol
public import KioskDevices
internal import KioskDomain
public import SigningKeys
internal import SmartCard

/// Keys on cards at this machine, for a technician's command. The smart-card service serves it and kioskd in turn.
public enum TechnicianKeys {
    /// The readers with what is in them, as soon as every card has been asked.
    ///
    /// - Throws: `card.no-service`, `card.no-reader`.
    public static func readers() async throws(Failure) -> [ReaderInfo] {
        let monitor = ReaderMonitor()
        let watching = Task { await monitor.run() }
        defer { watching.cancel() }
        let snapshot = try? await withDeadline(.seconds(10), "readers") {
            for await snapshot in monitor.snapshots() where isSettled(snapshot) { return snapshot }
            return monitor.latest
        }
        guard let snapshot else { throw Failure(.readerNoService) }
        if let failure = snapshot.condition(of: nil).failure, snapshot.readers.isEmpty { throw Failure(failure) }
        return snapshot.readers
    }

    /// Cards as a source of keys.
    public static func cards(_ readers: [ReaderInfo], client: SigningClient) -> CardKeySource {
        CardKeySource(
            readers: { readers },
            summary: { der in
                guard let summary = try await client.certificates(in: der).first else {
                    throw Failure(.certificateMalformed)
                }
                return summary
            })
    }

    private static func isSettled(_ snapshot: ReaderSnapshot) -> Bool {
        guard snapshot.service != .unknown else { return false }
        return snapshot.readers.allSatisfy { reader in
            if case .card(.unidentified, _) = reader.content { false } else { true }
        }
    }
}
