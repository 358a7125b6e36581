import Glibc

/// The one loop of a virtual card: reader link, control socket, alarm.
final class VirtualCardLoop<Card: VirtualCard> {
    private let configuration: VirtualCardConfiguration
    private let alarm: Alarm
    private var faulty: FaultyCard<Card>
    private var isInserted: Bool
    private var link: Descriptor?
    private var frames = VPCDFrames()
    private var listener: Descriptor?
    private var client: Descriptor?
    private var clientText: [UInt8] = []

    /// How often vpcd is looked for while it is not there.
    private let retry = Duration.milliseconds(200)

    init(_ configuration: VirtualCardConfiguration, card: Card, alarm: Alarm) throws {
        self.configuration = configuration
        self.alarm = alarm
        faulty = FaultyCard(card)
        isInserted = configuration.isInserted
        listener = try configuration.controlSocket.map(Sockets.listen(path:))
    }

    deinit {
        if let path = configuration.controlSocket { unlink(path) }
    }

    func run() {
        while !alarm.hasRung {
            if isInserted, link == nil { connect() }
            let ready = wait(for: link?.number, isInserted && link == nil ? retry : nil)
            if ready.contains(link?.number ?? -1) { serveReader() }
            serveControl(ready)
        }
    }

    private func serveControl(_ ready: Set<Int32>) {
        if ready.contains(client?.number ?? -1) { serveClient() }
        if let number = listener?.number, ready.contains(number) { welcome(number) }
    }

    /// A new client takes the place of the former one.
    private func welcome(_ listener: Int32) {
        client = Descriptor(accept(listener, nil, nil))
        client?.limitWrites(seconds: 1)
        clientText = []
    }

    /// The descriptors that have something, the reader's among them when it is given; none when the time is over.
    private func wait(for reader: Int32?, _ limit: Duration?) -> Set<Int32> {
        let numbers = [alarm.descriptor, reader, client?.number, listener?.number].compactMap { $0 }
        var entries = numbers.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        poll(&entries, nfds_t(entries.count), limit.map { Int32($0 / .milliseconds(1)) } ?? -1)
        return Set(entries.filter { $0.revents != 0 }.map(\.fd))
    }

    private func connect() {
        link = Sockets.connectLoopback(port: configuration.port)
        guard link != nil else { return }
        frames = VPCDFrames()
        faulty.insert()
        configuration.log("the card is in the reader")
    }

    private func disconnect() {
        link = nil
        configuration.log("the card is out of the reader")
    }

    private func serveReader() {
        guard let bytes = link?.readAvailable() else { return disconnect() }
        link?.acknowledgeAtOnce()
        frames.add(bytes)
        while link != nil, let request = frames.next() {
            switch request {
            case .powerOff, .powerOn, .reset: faulty.card.reset()
            case .answerToReset: reply(faulty.card.atr)
            case .command(let command): answer(command)
            }
        }
    }

    private func answer(_ command: [UInt8]) {
        switch faulty.answer(command) {
        case .bytes(let answer): reply(answer)
        case .later(let answer, let delay):
            pause(delay)
            reply(answer)
        case .pulled:
            isInserted = false
            disconnect()
        }
    }

    private func reply(_ answer: [UInt8]) {
        if link?.write(VPCDFrames.frame(answer)) != true { disconnect() }
    }

    /// Waits as a slow card does, obeying orders meanwhile; not for longer than the service lives or the card is in.
    private func pause(_ delay: Duration) {
        let end = ContinuousClock.now + delay
        while !alarm.hasRung, link != nil, case let left = end - .now, left > .zero {
            serveControl(wait(for: nil, left))
        }
    }

    private func serveClient() {
        guard let bytes = client?.readAvailable(), clientText.count < 4096 else {
            client = nil
            return
        }
        clientText += bytes
        while let end = clientText.firstIndex(of: 0x0A) {
            let line = String(decoding: clientText[..<end], as: UTF8.self)
            clientText.removeSubrange(...end)
            if client?.write(Array("\(obey(line))\n".utf8)) != true { client = nil }
        }
    }

    private func obey(_ line: String) -> String {
        let words = line.split(separator: " ")
        switch words.first {
        case "insert":
            isInserted = true
            return "ok"
        case "remove":
            isInserted = false
            if link != nil { disconnect() }
            return "ok"
        case "fault" where words.dropFirst().first == "none":
            faulty.plan = nil
            return "ok"
        case "fault":
            guard let plan = FaultPlan(Array(words.dropFirst())) else { return "error no such fault" }
            faulty.plan = plan
            return "ok"
        case "status":
            let tries = faulty.card.tries.map { "pin=\($0.pin) puk=\($0.puk) " } ?? ""
            return "inserted=\(isInserted) connected=\(link != nil) commands=\(faulty.commands) "
                + tries + "fault=\(faulty.plan != nil)"
        default: return "error no such order"
        }
    }
}
