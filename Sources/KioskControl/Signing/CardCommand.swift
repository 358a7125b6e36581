internal import CardReaderPCSC
internal import KioskDevices
internal import KioskDomain
public import SmartCard

/// What `kioskctl card` does: counters and certificates without a PIN, change and unblock with one command each.
public enum CardCommand {
    /// What a card tells without a PIN.
    public struct Listing: Sendable {
        /// As pcscd names it.
        public var reader: String
        /// What the card is.
        public var kind: String
        /// Certificates, keys, number.
        public var contents: CardContents
        /// Counters of PIN and PUK.
        public var status: PINStatus
    }

    /// The card in the first reader whose name holds `reader`, or in the only one with a card.
    public static func list(reader: String) async throws -> Listing {
        try await with(reader) { name, connection in
            let (kind, contents, status) = try await connection.withApplication { card throws(CardError) in
                (card.kind, try card.contents(), try card.pinStatus())
            }
            return Listing(
                reader: name, kind: kind.isVirtual ? "virtual" : "\(kind)", contents: contents, status: status)
        }
    }

    /// RESET RETRY COUNTER: one command with the PUK and a new PIN; nothing is probed or blocked on the way.
    ///
    /// - Returns: what the card says to the PUK.
    public static func unblock(
        reader: String, secrets: @escaping @Sendable (PINStatus) -> (SecretBytesBox, SecretBytesBox)?
    ) async throws -> PINResult? {
        try await change(reader, .unblock, secrets)
    }

    /// CHANGE REFERENCE DATA: the old PIN and a new one.
    ///
    /// - Returns: what the card says to the old PIN; nil when it was given up.
    public static func changePIN(
        reader: String, secrets: @escaping @Sendable (PINStatus) -> (SecretBytesBox, SecretBytesBox)?
    ) async throws -> PINResult? {
        try await change(reader, .change, secrets)
    }

    private static func change(
        _ reader: String, _ step: PINCommand.Step,
        _ secrets: @escaping @Sendable (PINStatus) -> (SecretBytesBox, SecretBytesBox)?
    ) async throws -> PINResult? {
        try await with(reader) { _, connection in
            let status = try await connection.withApplication { card throws(CardError) in try card.pinStatus() }
            let counter = step == .unblock ? status.puk : status.pin
            guard counter != .blocked else { throw Failure(step == .unblock ? .pukBlocked : .pinBlocked) }
            guard step != .unblock || status.pukFormat != nil else {
                throw Failure(.pinBlocked, "this card has no PUK: the EDS has to be obtained again")
            }
            guard let (first, second) = secrets(status) else { return nil }
            return try await connection.withApplication(within: .seconds(20)) { card throws(CardError) in
                guard let first = first.take(), let second = second.take() else { throw .closed }
                return step == .unblock
                    ? try card.unblock(puk: first, newPIN: second) : try card.changePIN(from: first, to: second)
            }
        }
    }

    private static func with<Value: Sendable>(
        _ reader: String, _ body: (String, CardConnection) async throws -> Value
    ) async throws -> Value {
        let readers = try await TechnicianKeys.readers().filter { reader.isEmpty || $0.name.contains(reader) }
        guard let found = readers.first(where: { $0.content != .empty }) ?? readers.first else {
            throw Failure(.readerMissing)
        }
        let connection = CardConnection(reader: found.name)
        do {
            try await connection.open()
            let value = try await body(found.name, connection)
            await connection.close()
            return value
        } catch {
            await connection.close()
            throw error
        }
    }
}
