import Testing

@testable import KioskDevices

@Suite("Service manager: sd_listen_fds(3)")
struct ListenSocketsTests {
    private func parse(_ variables: [String: String]) -> [ListenSockets.Passed] {
        ListenSockets.parse(variables: { variables[$0] }, process: 7)
    }

    @Test("descriptors count from 3 and carry their names")
    func named() {
        let passed = parse(["LISTEN_PID": "7", "LISTEN_FDS": "2", "LISTEN_FDNAMES": "vision:control"])
        #expect(passed == [.init(descriptor: 3, name: "vision"), .init(descriptor: 4, name: "control")])
    }

    @Test("a missing name is unknown")
    func unnamed() {
        let unnamed = [ListenSockets.Passed(descriptor: 3, name: "unknown")]
        #expect(parse(["LISTEN_PID": "7", "LISTEN_FDS": "1"]) == unnamed)
        #expect(parse(["LISTEN_PID": "7", "LISTEN_FDS": "1", "LISTEN_FDNAMES": ""]) == unnamed)
    }

    @Test("variables meant for another process, or not numbers, give nothing")
    func notOurs() {
        #expect(parse([:]).isEmpty)
        #expect(parse(["LISTEN_PID": "8", "LISTEN_FDS": "1"]).isEmpty)
        #expect(parse(["LISTEN_FDS": "1"]).isEmpty)
        for count in ["", "0", "-1", "many", "65", "99999999999"] {
            #expect(parse(["LISTEN_PID": "7", "LISTEN_FDS": count]).isEmpty)
        }
    }

    @Test("a process that was not socket-activated takes nothing")
    func notActivated() {
        #expect(ListenSockets.take().isEmpty)
    }
}
