import KioskDevices
import StreamSockets

/// Between programs and a swtpm: any number of them may be connected, and swtpm has a connection for one command only.
///
/// tpm2-tss 3.2 connects anew for each command, without FD_CLOEXEC (`strace -e trace=socket tpm2_getrandom 4`). A program
/// that another test starts at that moment holds the connection for as long as it runs, and swtpm, which serves one at a
/// time, would wait for that one's next command. Here the copy that it holds leads nowhere.
final class TPMRelay: Sendable {
    private let doors: [Task<Void, Never>]

    /// - Parameters:
    ///   - front: the path where programs connect; with `.ctrl` that of the control channel.
    ///   - back: the same of swtpm, which need not be there yet.
    init(from front: String, to back: String) throws {
        doors = try [("", true), (".ctrl", false)].map { ending, isTPM in
            let door = RelayDoor(
                front: try ListeningSocket(at: .unix(front + ending), mode: 0o600, backlog: 64), back: back + ending,
                isTPM: isTPM)
            return Task { await door.run() }
        }
    }

    deinit { for door in doors { door.cancel() } }
}

/// How long a thread waits before it looks whether it is still wanted.
private let look = Duration.milliseconds(100)

private actor RelayDoor {
    private nonisolated let executor = BlockingExecutor(name: "tpm-door")
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }
    private let front: ListeningSocket
    private let back: String
    private let isTPM: Bool

    init(front: ListeningSocket, back: String, isTPM: Bool) {
        (self.front, self.back, self.isTPM) = (front, back, isTPM)
    }

    func run() async {
        await withDiscardingTaskGroup { group in
            while !Task.isCancelled {
                do {
                    guard let client = try front.accept(within: look) else { continue }
                    let line = RelayLine(client: client, back: back, isTPM: isTPM)
                    group.addTask { await line.run() }
                } catch {
                    return
                }
            }
        }
    }
}

private actor RelayLine {
    private nonisolated let executor = BlockingExecutor(name: "tpm-line")
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }
    private let client: StreamSocket
    private let back: String
    private let isTPM: Bool

    init(client: StreamSocket, back: String, isTPM: Bool) {
        (self.client, self.back, self.isTPM) = (client, back, isTPM)
    }

    /// Until the program has closed, or nobody answers behind.
    func run() {
        while !Task.isCancelled {
            guard let command = try? message(from: client), let answer = try? exchange(command),
                (try? client.write(answer, within: .seconds(10))) != nil
            else { return }
        }
    }

    private func exchange(_ command: [UInt8]) throws -> [UInt8] {
        let tpm = try StreamSocket.connect(to: .unix(back), within: .seconds(10))
        try tpm.write(command, within: .seconds(10))
        return try message(from: tpm)
    }

    private func message(from socket: StreamSocket) throws -> [UInt8] {
        var bytes: [UInt8] = []
        while !isWhole(bytes) {
            try Task.checkCancellation()
            _ = try socket.read(into: &bytes, upTo: 8_192, within: look)
        }
        return bytes
    }

    /// Commands and answers of a TPM hold their length after the tag (TPM 2.0 Library, part 1, section 18); those of the
    /// control channel come in one piece.
    private func isWhole(_ bytes: [UInt8]) -> Bool {
        guard isTPM else { return !bytes.isEmpty }
        return bytes.count >= 6 && bytes.count >= bytes[2..<6].reduce(0) { $0 << 8 | Int($1) }
    }
}
