import ArgumentParser
import CardReaderPCSC
import Crypto
import HelperProtocol
import KioskDevices
import KioskDomain
import SigningKeys
import SmartCard

/// Reads the card once, then holds one session for each line of input: opens as a page's request does, enters the PIN,
/// signs one digest, ends. Writes a line of JSON for each, in nanoseconds.
struct CardSessions: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "card")

    @Option(help: "The reader, as PC/SC names it.")
    var reader: String
    @Option(help: "PIN of the card.")
    var pin: String
    @Option(help: "What is signed.")
    var message: String
    @Flag(help: "Every exchange on standard error, as kioskd's trace shows it.")
    var trace = false

    func run() async throws {
        let monitor = ReaderMonitor()
        let watching = Task { await monitor.run() }
        defer { watching.cancel() }
        try await withDeadline(.seconds(20), "a card in \(reader)") {
            for await snapshot in monitor.snapshots() {
                if case .card = snapshot.condition(of: reader) { return }
            }
        }
        let source = CardKeySource(
            readers: { monitor.latest.readers.filter { $0.name == reader } },
            trace: APDUTrace(isOn: trace) { Console.note($0) },
            summary: {
                CertificateSummary(der: $0, notBefore: UnixTime(milliseconds: 0), notAfter: UnixTime(milliseconds: 0))
            })
        guard let key = await source.keys().keys.first else { throw ValidationError("no key on the card") }
        let isRSA = if case .card(_, _, let onCard) = key.place { onCard.algorithm.isRSA } else { false }
        let toSign = DigestToSign(
            scheme: isRSA ? .rsaSHA256 : .ecdsaSHA256, digest: Array(SHA256.hash(data: Array(message.utf8))))
        Console.say("ready")
        while readLine() != nil { try await session(source, key, toSign) }
    }

    private func session(_ source: CardKeySource, _ key: FoundKey, _ digest: DigestToSign) async throws {
        let clock = ContinuousClock()
        let start = clock.now
        let session = try await source.open(key)
        let opened = clock.now
        var typed = SecretBytes()
        for digit in pin.utf8 { _ = typed.append(digit) }
        guard try await session.unlock(typed, confirmedLastTry: false) == .accepted else {
            throw ValidationError("the PIN was not taken")
        }
        let signatures = try await session.sign([digest]) { _ in }
        let signed = clock.now
        await session.end()
        let ended = clock.now
        guard signatures.first?.isEmpty == false else { throw ValidationError("no signature") }
        Console.say(#"{"work": \#((signed - opened).nanoseconds), "whole": \#((ended - start).nanoseconds)}"#)
    }
}

extension Duration {
    fileprivate var nanoseconds: Int64 {
        components.seconds * 1_000_000_000 + components.attoseconds / 1_000_000_000
    }
}
