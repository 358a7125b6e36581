import FoundationEssentials
import KioskTestSupport
import PortalClient
import PortalContract
import PortalServer
import Testing

@Suite("Issue 4.4: the portal tells before an attempt whether its portrait can be matched against", .onEachStore)
struct PortraitTests {
    @Test("yes, no and unknown; judged once, kept over a restart, judged anew when the picture or the rules change")
    func verdicts() async throws {
        let folder = try TemporaryFolder("portraits")
        let judge = ScriptedJudge("rules 1")
        try await withPortal(folder: folder, judge: judge) { portal in
            try await portal.withMachine { machine in
                let (good, poor) = (
                    try await machine.settled(People.adult), try await machine.settled(People.neverMatching)
                )
                #expect(good == .yes && poor == .no)
                let faceless = try await machine.person(People.withoutPortrait)
                #expect(faceless?.hasPortrait == false)
            }
        }
        #expect(await judge.judged == 2)
        try await withPortal(folder: folder, judge: judge) { portal in
            try await portal.withMachine { machine in
                let known = try await machine.person(People.neverMatching)
                #expect(known?.portraitUsable == .no, "known at once")
                try folder.write("biden.jpg", [0xFF, 0xD8, 1, 1, 0xFF, 0xD9])
                let renewed = try await machine.settled(People.neverMatching)
                #expect(renewed == .yes)
            }
        }
        #expect(await judge.judged == 3)
        let other = ScriptedJudge("rules 2")
        try await withPortal(folder: folder, judge: other) { portal in
            let again = try await portal.withMachine { try await $0.settled(People.adult) }
            #expect(again == .yes)
        }
        #expect(await other.judged >= 1)
    }

    @Test("without a judge, and with one that cannot tell, it stays unknown; without the file there is no portrait")
    func unknown() async throws {
        try await withPortal { portal in
            try await portal.withMachine { machine in
                let person = try #require(try await machine.person(People.adult))
                #expect(person.hasPortrait && person.portraitUsable == .unknown)
                try FileManager.default.removeItem(atPath: portal.folder.file("obama.jpg"))
                let faceless = try #require(try await machine.person(People.adult))
                #expect(!faceless.hasPortrait && faceless.portraitUsable == .unknown)
            }
        }
        let judge = ScriptedJudge("rules 1", tells: false)
        try await withPortal(judge: judge) { portal in
            try await portal.withMachine { machine in
                try await eventually("it was asked") { await judge.judged > 0 ? () : nil }
                let person = try await machine.person(People.adult)
                #expect(person?.portraitUsable == .unknown)
            }
        }
    }

    @Test("the answer of a portal that says nothing of it is read as unknown")
    func silentPortal() throws {
        let json = #"{"channels":[],"failures":0,"hasPortrait":true,"phoneRegistered":true}"#
        let person = try ContractJSON.decode(RegisteredPerson.self, from: Data(json.utf8))
        #expect(person.hasPortrait && person.portraitUsable == .unknown)
    }
}

/// Likes the pictures whose third byte is 1.
private actor ScriptedJudge: PortraitJudge {
    nonisolated let name: String
    private let tells: Bool
    private(set) var judged = 0

    init(_ name: String, tells: Bool = true) {
        self.name = name
        self.tells = tells
    }

    func isUsable(_ picture: [UInt8]) -> Bool? {
        judged += 1
        return tells ? picture[2] == 1 : nil
    }

    func rest() {}
}

extension Machine {
    /// What a check of the person says.
    fileprivate func person(_ iin: String) async throws -> RegisteredPerson? {
        let documents = [
            People.adult: ("000000001", "1985-03-15"), People.neverMatching: ("000000002", "1990-11-12"),
            People.withoutPortrait: ("000000004", "1978-07-02"),
        ]
        let (number, born) = try #require(documents[iin])
        return try await client.check(PersonCheckRequest(iin: iin, documentNumber: number, birthDate: born)).person
    }

    /// The verdict, once there is one.
    fileprivate func settled(_ iin: String) async throws -> PortraitUsability {
        try await eventually("the portrait is judged") {
            let usable = try await person(iin)?.portraitUsable
            return usable == .unknown ? nil : usable
        }
    }
}
