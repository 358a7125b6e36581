import SmartCard

/// Commands in one session of secure messaging.
final class SecureChannel {
    private let channel: any CardChannel
    private var session: SecureMessaging

    init(_ channel: any CardChannel, _ session: SecureMessaging) {
        self.channel = channel
        self.session = session
    }

    /// Bytes that wrapping adds to an answer's data at most: padding, three headers, status, code.
    static let overhead = 16 + 1 + 4 + 4 + 10

    /// Sends one command protected and gives what was inside the answer.
    func send(_ command: CommandAPDU) throws(CardError) -> ResponseAPDU {
        let wrapped = try session.protect(command)
        do throws(CardError) {
            return try session.unprotect(channel.sendWhole(wrapped))
        } catch {
            session.end()
            throw error
        }
    }
}

extension CardChannel {
    /// Sends a command as one APDU, never as a chain: a protected command is whole or worth nothing.
    func sendWhole(_ command: CommandAPDU) throws(CardError) -> ResponseAPDU {
        command.isShort ? try send(command) : try ResponseAPDU(transmit(command.encoded()))
    }
}
