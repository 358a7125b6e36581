import FoundationEssentials
import KioskTestSupport
import Testing

extension EndToEnd {
    /// Issue 5, items 1, 2, 4 and 5: hall, two terminals, a desk, a board and a manager, each a program of its own, on one machine.
    @Suite("a centre of six machines", .serialized, .stage(Stage.Settings(idleSeconds: 900)))
    struct CentreTests {
        @Test("slips of two terminals are called at a desk; the hall is killed in between: nothing lost, nothing twice")
        func centre() async throws {
            let stage = try Stage.here()
            _ = try await stage.child("kioskd")?.stop()
            let hall = try await HallMachine(stage)
            #expect(try await hall.kioskctl().standardOutput.contains("None yet"))
            let terminals = [
                try await TerminalMachine(stage, "T1", hall: hall), try await TerminalMachine(stage, "T2", hall: hall),
            ]
            let desk = try await startDesk(stage, hall)
            let board = try await FollowerMachine(stage, "B1", role: "board", hall: hall)
            let manager = try await FollowerMachine(stage, "M1", role: "manager", hall: hall)
            let joined = ["B1": "board", "D1": "desk", "M1": "manager", "T1": "terminal", "T2": "terminal"]
            try await eventually("board and manager have joined") {
                let list = try await hall.kioskctl("machines").standardOutput
                return list.contains("B1  board") && list.contains("M1  manager") ? () : nil
            }
            #expect(try await manager.page("/manager?lang=en").contains("PIN"))
            try await machines(hall, joined)

            var numbers: [String] = []
            for terminal in terminals { numbers.append(try await terminal.slip()) }
            var called = [try await call(desk, "request-1")]
            #expect(try await hall.board().contains(called[0]))
            try await eventually("the number on the board of another machine") {
                try await board.page("/board").contains(called[0]) ? () : nil
            }

            // The hall dies; terminals go on from their blocks, the desk is told, and nobody is called twice.
            try await stage.child("hall")?.kill9()
            for terminal in terminals { numbers.append(try await terminal.slip()) }
            #expect(try await act(desk, "finish", "request-2").text.contains("queue.hall-unreachable"))
            try await hall.start()
            #expect(try await call(desk, "request-1") == called[0], "the same request has its answer")
            try await finish(desk, "request-3")
            for round in 4..<7 {
                called.append(try await next(desk))
                try await finish(desk, "finish-\(round)")
            }
            #expect(Set(numbers).count == 4, "\(numbers)")
            #expect(called.count == 4 && Set(called) == Set(numbers), "\(called) of \(numbers)")
            #expect(try await !hall.board().contains(called[3]), "who was served is on the board no more")

            // The hall's computer is gone for good; another one takes over, and nobody needs a new code.
            let slip = try await terminals[0].slip()
            try await stage.child("hall")?.kill9()
            #expect(try await hall.takeOver().contains("keep their certificates"))
            try await machines(hall, joined)
            #expect(try await next(desk) == slip)
            try await eventually("the board follows the hall that took over") {
                try await board.page("/board").contains(slip) ? () : nil
            }

            try await revoke(hall)
            for name in ["B1", "M1", "T1", "T2", "kioskd", "hall"] {
                #expect(try await stage.child(name)?.stop() == 0, "\(name)")
            }
        }

        /// The desk takes the place of the stage's kiosk.
        private func startDesk(_ stage: Stage, _ hall: HallMachine) async throws -> Desk {
            var configuration = KioskConfiguration(stage)
            configuration.name = "D1"
            configuration.role = "desk"
            configuration.more = try await hall.section("D1", role: "desk")
            try await stage.startKiosk(configuration)
            return try await Desk.open(stage)
        }

        /// `kioskctl hall machines`, for people and as JSON.
        private func machines(_ hall: HallMachine, _ wanted: [String: String]) async throws {
            struct Machine: Decodable {
                var name: String
                var role: String
                var isRevoked: Bool
            }
            let json = try await hall.kioskctl("machines", "--json").standardOutput
            let list = try JSONDecoder().decode([Machine].self, from: Data(json.utf8))
            #expect(Dictionary(uniqueKeysWithValues: list.map { ($0.name, $0.role) }) == wanted)
            #expect(list.allSatisfy { !$0.isRevoked })
            #expect(try await hall.kioskctl("machines").standardOutput.contains("D1  desk"))
        }

        private func revoke(_ hall: HallMachine) async throws {
            #expect(try await hall.kioskctl("revoke", "T2").succeeded)
            #expect(try await hall.kioskctl("machines").standardOutput.contains("T2  terminal  revoked"))
            let unknown = try await hall.kioskctl("revoke", "nobody")
            #expect(unknown.status == 2 && unknown.standardOutput.contains("no machine of this name"))
            let role = try await hall.kioskctl("enrol", "X1", "--role", "king")
            #expect(role.status == 2 && role.standardOutput.contains("terminal, desk, board, manager"))
        }

        private func act(_ desk: Desk, _ action: String, _ request: String) async throws -> LocalHTTP.Answer {
            try await LocalHTTP.shared.send(
                "POST", "/desk/act", port: desk.port,
                headers: ["Content-Type": "application/json", "X-Screen-Token": desk.token],
                body: Array("{\"action\":\"\(action)\",\"window\":1,\"request\":\"\(request)\"}".utf8))
        }

        private func serving(_ answer: LocalHTTP.Answer) -> String? {
            (try? JSONDecoder().decode([String: String?].self, from: Data(answer.body)))?["serving"] ?? nil
        }

        private func call(_ desk: Desk, _ request: String) async throws -> String {
            try await eventually("a call at the desk") { try await serving(act(desk, "call-next", request)) }
        }

        /// The next person; slips of the time without the hall join by themselves.
        private func next(_ desk: Desk) async throws -> String {
            try await eventually("somebody to call", within: .seconds(60)) {
                try await serving(act(desk, "call-next", "call-\(UUID().uuidString)"))
            }
        }

        private func finish(_ desk: Desk, _ request: String) async throws {
            try await eventually("the end of a service") {
                try await act(desk, "finish", request).status == 200 ? () : nil
            }
        }
    }
}
