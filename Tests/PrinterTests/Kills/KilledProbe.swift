import Glibc
import KioskDevices
import KioskDomain

@testable import VirtualPrinter

/// The probe and its line to the printer, which goes through here: the process is killed (SIGKILL) when a chosen byte of
/// it passes, or when it has said so many lines. One thread and one poll; nothing depends on time.
actor KilledProbe {
    /// When the process dies.
    enum Moment {
        case never
        /// At the byte of this number. What its kernel took already still reaches the printer, or not.
        case byte(Int, losesRest: Bool)
        /// With its line of this number.
        case line(Int)
    }

    private nonisolated let executor = BlockingExecutor(name: "killed-probe")
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    private let program: String
    private let arguments: [String]
    private let printer: UInt16
    private let listener: Descriptor
    private var process: pid_t = 0
    private var talk: Descriptor?
    private var inbound: Descriptor?
    private var outbound: Descriptor?
    private var text: [UInt8] = []
    private var isKilled = false
    private var moment = Moment.never
    private var (bytes, lines) = (0, 0)

    /// - Parameter printer: the printer's own port.
    init(program: String, folder: String, family: VirtualFamily, printer: UInt16) throws {
        listener = try Sockets.listen(host: "127.0.0.1", port: 0)
        self.program = program
        self.printer = printer
        arguments = ["print-crash-probe", folder, "tcp:127.0.0.1:\(Sockets.port(of: listener))", family.rawValue]
    }

    /// Starts the process; bytes and lines count from here.
    func start(_ moment: Moment) throws {
        var ends: [Int32] = [0, 0]
        let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { throw Sockets.failure("socketpair") }
        let (ours, theirs) = (Descriptor(ends[0]), Descriptor(ends[1]))
        _ = fcntl(ours.number, F_SETFL, O_NONBLOCK)
        process = try spawn(theirs)
        (talk, inbound, outbound) = (ours, nil, nil)
        (text, isKilled) = ([], false)
        arm(moment)
    }

    /// Lets it print; bytes and lines count from here.
    func go(_ moment: Moment) {
        arm(moment)
        if let talk { Sockets.write([0x0A], to: talk) }
    }

    /// The next line that it says; nil when it is dead and all that it said and sent was passed on.
    func next() throws -> String? {
        while true {
            if let end = text.firstIndex(of: 0x0A) {
                defer { text.removeSubrange(...end) }
                return String(decoding: text[..<end], as: UTF8.self)
            }
            guard talk != nil || inbound != nil else { break }
            try turn()
        }
        var status: Int32 = 0
        waitpid(process, &status, 0)
        guard status & 0x7F == SIGKILL else { throw Failure(.internalError, "the probe ended by itself: \(status)") }
        return nil
    }

    private func arm(_ moment: Moment) {
        self.moment = moment
        (bytes, lines) = (0, 0)
    }

    private func turn() throws {
        // The next connection waits until the one before it is closed, as a real port does.
        let watched = [talk, inbound ?? (isKilled ? nil : listener), outbound].compactMap { $0 }
        var entries = watched.map { pollfd(fd: $0.number, events: Int16(POLLIN), revents: 0) }
        guard poll(&entries, nfds_t(entries.count), 60_000) > 0 else {
            throw Failure(.internalError, "nothing happened for a minute")
        }
        let ready = Set(entries.filter { $0.revents != 0 }.map(\.fd))
        if let talk, ready.contains(talk.number) { hear(talk) }
        if let outbound, ready.contains(outbound.number) { answer(outbound) }
        if let inbound, ready.contains(inbound.number) {
            try pass(inbound)
        } else if inbound == nil, ready.contains(listener.number), let accepted = Sockets.accept(listener) {
            inbound = accepted
            outbound = Descriptor(try LateSender.connect(to: printer))
        }
    }

    private func hear(_ talk: Descriptor) {
        guard let said = Sockets.read(talk) else {
            self.talk = nil
            return
        }
        text += said
        lines += said.count { $0 == 0x0A }
        if case .line(let number) = moment, lines >= number { end() }
    }

    private func answer(_ printer: Descriptor) {
        guard let said = Sockets.read(printer) else {
            (inbound, outbound) = (nil, nil)
            return
        }
        if let inbound { Sockets.write(said, to: inbound) }
    }

    private func pass(_ sender: Descriptor) throws {
        guard let sent = Sockets.read(sender) else {
            (inbound, outbound) = (nil, nil)
            return
        }
        var passed = sent[...]
        if case .byte(let number, let losesRest) = moment, bytes + sent.count >= number {
            if losesRest { passed = sent.prefix(max(0, number - bytes)) }
            end()
        }
        bytes += sent.count
        if let outbound { try LateSender.send(passed, on: outbound.number) }
    }

    private func end() {
        guard !isKilled else { return }
        kill(process, SIGKILL)
        isKilled = true
    }

    private func spawn(_ talk: Descriptor) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, talk.number, 0)
        posix_spawn_file_actions_adddup2(&actions, talk.number, 1)
        var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        var process: pid_t = 0
        let result = posix_spawn(&process, program, &actions, nil, &words, environ)
        guard result == 0 else { throw Failure(.internalError, "the probe cannot be started: errno \(result)") }
        return process
    }
}
