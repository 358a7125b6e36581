import FoundationEssentials
import Glibc
import HelperProtocol
import KioskDevices
import KioskDomain
import KioskTestSupport
import StreamSockets
import Testing

@Suite("Processes of kiosk-token (DESIGN 2, 5.6)", .timeLimit(.minutes(5)))
struct ProcessTests {
    private static let pin = "Kq7-9pZx-PIN-42"

    @Test("a worker ends with its broker, even while its module hangs")
    func deathOfTheBroker() async throws {
        let module = try await HostileModule("hang:C_Login")
        let helper = try TokenHelper([module.row()])
        let client = try await helper.client()
        let token = try await client.token("hostile").reference
        let workers = try helper.workers
        #expect(workers.count == 1)
        let login = Task { try await client.login(token, pin: .typed("1234")) }
        try await eventually { module.calls("C_Login") == 1 }
        kill(helper.process, SIGKILL)
        await #expect { try await login.value } throws: { ($0 as? Failure)?.code == .tokenModuleFault }
        try await eventually { workers.allSatisfy { kill($0, 0) != 0 } }
    }

    @Test("cancel while a module works: the person waits no longer, the worker ends, the next request works")
    func cancel() async throws {
        let module = try await HostileModule("hang:C_Sign")
        let helper = try TokenHelper([module.row()])
        let client = try await helper.client()
        let token = try await client.token("hostile").reference
        let key = TokenKeyReference(id: [1])
        let digest = [UInt8](repeating: 7, count: 32)
        let signing = Task { try await client.sign([digest], .sha256, with: key, on: token) }
        try await eventually { module.calls("C_Sign") == 1 }
        let workers = try helper.workers
        let began = ContinuousClock.now
        client.cancel()
        await #expect(throws: Failure(.signCancelled)) { try await signing.value }
        #expect(ContinuousClock.now - began < .seconds(2))
        try await eventually { workers.allSatisfy { kill($0, 0) != 0 } }
        #expect(try await client.login(token, pin: .typed("1234")) == .accepted)
        client.cancel()
        #expect(try await client.token("hostile").reference == token)
    }

    @Test("5.6: a PIN is in no command line, no environment, no log, and in neither process's memory after its use")
    func secrets() async throws {
        try RealPart.require(geteuid() == 0, "only root can read another process's memory")
        let module = try await HostileModule("incorrect:C_Login")
        let helper = try TokenHelper([module.row()])
        let client = try await helper.client()
        let token = try await client.token("hostile").reference
        let result = try await client.login(token, pin: .typed(Self.pin))
        #expect(result == .wrong(TokenPINState(.untouched)))
        let workers = try helper.workers
        #expect(workers.count == 1)
        for process in [helper.process] + workers {
            for file in ["cmdline", "environ"] {
                let text = try Data(contentsOf: URL(filePath: "/proc/\(process)/\(file)"))
                #expect(!Array(text).contains(Array(Self.pin.utf8)), "\(file)")
            }
            let memory = try ProcessMemory(process)
            // Proof that the search works: the module's name must be found.
            #expect(try memory.contains("hostile-module.so") || process == helper.process)
            #expect(
                try !memory.contains(Self.pin), "in the memory of \(process == helper.process ? "broker" : "worker")")
        }
        #expect(try helper.log == "")
        #expect(try !helper.log.contains(Self.pin))
    }

    @Test("bytes outside the protocol, and secrets without end: the connection ends, the helper lives")
    func nonsense() async throws {
        let module = try await HostileModule()
        let helper = try TokenHelper([module.row()])
        let client = try await helper.client()
        let seed = UInt64.random(in: 0...UInt64.max)
        var generator = SplitMix64(seed: seed)
        let valid = try TokenRequest.list(module: nil).frame().encoded()
        for round in 0..<40 {
            let socket = try await eventually("room for a client") {
                try? StreamSocket.connect(to: .unix(helper.socket), within: .seconds(1))
            }
            var bytes = valid
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
            }
            // The helper may have closed already.
            try? socket.write(round == 0 ? [0, 0, 0, 1, 9] : bytes, within: .seconds(1))
            socket.shutdown()
        }
        let socket = try await eventually("room for a client") {
            try? StreamSocket.connect(to: .unix(helper.socket), within: .seconds(1))
        }
        var answer: [UInt8] = []
        // The helper ends it at the second secret, or at once while the others still take all places.
        #expect(throws: SocketError.closed, "seed \(seed)") {
            for _ in 0..<3 { try socket.send(secret: .of("1234"), within: .seconds(10)) }
            while try socket.read(into: &answer, upTo: 64, within: .seconds(10)) > 0 {}
        }
        // The technician's own client waits for its place in the same way.
        let token = try await eventually("a place") { try? await client.token("hostile") }
        #expect(token.reference.slot == 7, "seed \(seed)")
    }

    @Test("list --json: what a technician needs, no certificate, no twelve digits; exit status 1 for a broken module")
    func technician() async throws {
        let (module, broken) = (try await HostileModule(), try await HostileModule("crash:C_Initialize"))
        let folder = try TemporaryFolder("list")
        let good = try folder.write("good.json", JSONEncoder().encode(["modules": [module.row()]]))
        let bad = try folder.write("bad.json", JSONEncoder().encode(["modules": [module.row(), broken.row("broken")]]))
        let program = try TokenHelper.program()
        let json = try await Tool.run(program, ["list", "--json", "--modules", good])
        #expect(json.succeeded && json.standardOutput.contains("\"card of ••••••••0123\""), "\(json)")
        #expect(!json.standardOutput.contains("900101300123") && !json.standardOutput.contains("\"der\""))
        let text = try await Tool.run(program, ["list", "--modules", bad])
        #expect(text.status == 1 && text.standardOutput.contains("signs: ec-p256"), "\(text)")
        #expect(
            text.standardOutput.contains("broken (broken): fail [token.module-fault]: the module's process ended by"))
        let one = try await Tool.run(program, ["list", "--modules", bad, "--module", "hostile"])
        #expect(one.succeeded && !one.standardOutput.contains("broken"))
        let help = try await Tool.run(program, ["--help"])
        #expect(help.succeeded && help.standardOutput.contains("Examples:") && !help.standardOutput.contains("worker"))
    }
}

extension Array where Element == UInt8 {
    /// True when the bytes stand somewhere in it.
    fileprivate func contains(_ part: [UInt8]) -> Bool {
        withUnsafeBytes { all in
            var rest = all[...]
            while let first = part.first, rest.count >= part.count, let start = rest.withUnsafeBytes({ $0.baseAddress })
            {
                guard let hit = memchr(start, Int32(first), rest.count - part.count + 1) else { return false }
                let offset = start.distance(to: UnsafeRawPointer(hit))
                if memcmp(hit, part, part.count) == 0 { return true }
                rest = rest.dropFirst(offset + 1)
            }
            return false
        }
    }
}

/// All memory of a process that can be read.
private struct ProcessMemory {
    private let descriptor: Int32
    private let regions: [Range<UInt64>]

    init(_ process: pid_t) throws {
        descriptor = open("/proc/\(process)/mem", O_RDONLY | O_CLOEXEC)
        let maps = String(decoding: try Data(contentsOf: URL(filePath: "/proc/\(process)/maps")), as: UTF8.self)
        regions = maps.split(separator: "\n").compactMap { line in
            let words = line.split(separator: " ")
            guard words.count > 1, words[1].hasPrefix("rw") else { return nil }
            let ends = words[0].split(separator: "-").compactMap { UInt64($0, radix: 16) }
            return ends.count == 2 ? ends[0]..<ends[1] : nil
        }
    }

    func contains(_ text: String) throws -> Bool {
        guard descriptor >= 0, !regions.isEmpty else { throw TestProblem("memory cannot be read") }
        for region in regions {
            var bytes = [UInt8](repeating: 0, count: Int(region.count))
            let count = pread(descriptor, &bytes, bytes.count, off_t(region.lowerBound))
            if count > 0, Array(bytes.prefix(count)).contains(Array(text.utf8)) { return true }
        }
        return false
    }
}
