import CKiosk
import Glibc
import KioskDevices
import KioskTestSupport
import Testing

/// A thread of its own that shuts itself off: a filter holds for the thread that sets it, and ends with it.
private actor ShutThread {
    private nonisolated let executor = BlockingExecutor(name: "shut-off")
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// The errno values of making each socket, 0 for one that was made.
    func problems(tcp: Bool, _ sockets: [(Int32, Int32)]) -> (filter: Int32, sockets: [Int32]) {
        let filter = ck_deny_network(tcp ? 1 : 0)
        let problems = sockets.map { family, kind in
            let made = socket(family, kind, 0)
            guard made >= 0 else { return errno }
            close(made)
            return 0
        }
        return (filter, problems)
    }
}

@Suite("kiosk-vision has no network of any kind, whatever landlock of this kernel knows (issue 4.6)")
struct NetworkFilterTests {
    private let stream = Int32(SOCK_STREAM.rawValue)
    private let datagram = Int32(SOCK_DGRAM.rawValue)
    private let raw = Int32(SOCK_RAW.rawValue)
    private let marks = Int32(SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)

    @Test(
        "Local sockets only; TCP beside them for a camera that is served over it, other protocols never",
        arguments: [false, true])
    func families(tcp: Bool) async throws {
        let wanted: [((Int32, Int32), Bool)] = [
            ((AF_UNIX, stream), true), ((AF_UNIX, datagram | marks), true),
            ((AF_INET, stream), tcp), ((AF_INET6, stream | marks), tcp),
            ((AF_INET, datagram), false), ((AF_INET6, datagram | marks), false), ((AF_NETLINK, raw), false),
            ((AF_PACKET, raw), false),
        ]
        let (filter, problems) = await ShutThread().problems(tcp: tcp, wanted.map(\.0))
        try RealPart.require(filter == 0, "this kernel has no filter of system calls")
        #expect(problems == wanted.map { $0.1 ? 0 : EPERM })
        // Other threads of this process keep theirs.
        let made = socket(AF_INET, datagram, 0)
        #expect(made >= 0)
        close(made)
    }
}
