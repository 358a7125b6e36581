import FoundationEssentials
import KioskDomain
import KioskTestSupport
import Testing

@testable import PushedConfiguration

@Suite("6.7: what a set says, and what it may not say")
struct SetReadingTests {
    @Test("A set with every table and every key is read as it stands there") func whole() throws {
        let set = try ConfigurationSet(json: Data(Sets.json(version: "7", scope: "psc:PSC-1", more: Sets.whole).utf8))
        #expect(set.scope == .centre("PSC-1") && set.version == 7 && set.validFrom == .literal(2026, 1, 1))
        let day = CivilDate.literal(2027, 6, 1)
        #expect(set.rules.attemptLimit.value(on: day) == 4 && set.rules.attemptLimit.base == 5)
        #expect(
            set.rules.queue.base
                == QueuePolicy(
                    callWithinMinutes: 25, slipBeforeMinutes: 20, lateToleranceMinutes: 1))
        #expect(set.rules.mci.value(on: day) == 4325 && set.rules.evidence.base.minimumFrames == 6)
        #expect(set.rules.media.base.desk == [.file, .kaztoken] && set.rules.retention.base.outcomeDays == 400)
        #expect(set.rules.clockTolerance.base == .seconds(20) && set.rules.timeOuts.base.idle == .seconds(90))
        #expect(set.rules.cardExchange.value(on: .literal(2026, 12, 31)) != nil)
        #expect(Set(set.values.keys) == Set(PushedKey.allCases))
        #expect(set.values[.idleSeconds] == .whole(90) && set.values[.challenge] == .text("gentle"))
        #expect(set.values[.purposes] == .texts(["eds | ЭЦҚ алу | Получение ЭЦП | Electronic signature"]))
    }

    @Test("What a set leaves out is as this program was built") func empty() throws {
        let set = try ConfigurationSet(json: Data(Sets.json().utf8))
        #expect(set.values.isEmpty && set.rules.attemptLimit.base == 5 && set.rules.mci.windows.count == 1)
    }

    struct Row: Sendable, CustomTestStringConvertible {
        var text: String
        var code: FailureCode
        var reason: String
        var testDescription: String { reason }

        init(_ text: String, _ code: FailureCode, _ reason: String) {
            self.text = text
            self.code = code
            self.reason = reason
        }

        static func rules(_ text: String, _ code: FailureCode, _ reason: String) -> Row {
            Row(Sets.json(more: "\"rules\": {\(text)}"), code, reason)
        }

        static func keys(_ text: String, _ code: FailureCode, _ reason: String) -> Row {
            Row(Sets.json(more: "\"configuration\": {\(text)}"), code, reason)
        }
    }

    static let rows: [Row] = [
        Row("", .configurationMalformed, "the set is no JSON"),
        Row("[]", .configurationMalformed, "the set is no object"),
        Row("{}", .configurationMalformed, "format is missing"),
        Row(
            Sets.json().replacing("configuration-1", with: "configuration-2"), .configurationMalformed,
            "the format is not psc-kiosk-configuration-1"),
        Row(Sets.json(version: "0"), .configurationMalformed, "version is no whole number from 1"),
        Row(Sets.json(version: "1.5"), .configurationMalformed, "version is no whole number"),
        Row(Sets.json(version: "1e30"), .configurationMalformed, "version is no whole number"),
        Row(Sets.json(scope: "country:kz"), .configurationMalformed, "scope is none of"),
        Row(Sets.json(scope: "psc:"), .configurationMalformed, "scope is none of"),
        Row(Sets.json(from: "2026-02-30"), .configurationMalformed, "valid-from is no day"),
        Row(Sets.json(more: "\"valid-until\": 1"), .configurationKeyRefused, "valid-until"),
        .rules("\"attempt-limits\": [], \"fee\": 1", .configurationKeyRefused, "rules.attempt-limits, rules.fee"),
        .rules("\"attempt-limit\": 5", .configurationMalformed, "rules.attempt-limit is no list"),
        .rules("\"attempt-limit\": []", .configurationContradictory, "no first entry without a day"),
        .rules(
            "\"attempt-limit\": [{\"value\": 5}, {\"value\": 4}]", .configurationContradictory,
            "rules.attempt-limit[1] has no first day"),
        .rules("\"attempt-limit\": [{\"value\": 6}]", .configurationContradictory, "B1: there are 1 to 5 attempts"),
        .rules("\"attempt-limit\": [{\"value\": 5, \"until\": 1}]", .configurationKeyRefused, "attempt-limit[0].until"),
        .rules(
            "\"mci\": [{\"from\": \"2026-01-02\", \"through\": \"2026-01-01\", \"value\": 1}]",
            .configurationContradictory, "MCI: the span from 2026-01-02 ends before it begins"),
        .rules("\"media\": [{\"value\": {\"kiosk\": [\"disk\"], \"desk\": []}}]", .configurationMalformed, "no medium"),
        .keys("\"portal.url\": \"https://evil\"", .configurationKeyRefused, "configuration.portal.url"),
        .keys("\"portal.ca-file\": \"/x\"", .configurationKeyRefused, "configuration.portal.ca-file"),
        .keys("\"configuration.signers-file\": \"/x\"", .configurationKeyRefused, "configuration.signers-file"),
        .keys("\"mode\": \"demonstration\"", .configurationKeyRefused, "configuration.mode"),
        .keys("\"camera.source\": \"stream:tcp:x:1\"", .configurationKeyRefused, "configuration.camera.source"),
        .keys("\"state.folder\": \"/\"", .configurationKeyRefused, "configuration.state.folder"),
        .keys("\"limits.idle-seconds\": 29", .configurationMalformed, "from 30 to 900"),
        .keys("\"limits.idle-seconds\": \"60\"", .configurationMalformed, "limits.idle-seconds is no whole number"),
        .keys("\"face.challenge\": \"none\"", .configurationMalformed, "turns, gentle, off"),
        .keys("\"face.calibration-people\": 49", .configurationMalformed, "from 50"),
        .keys("\"door.sites\": [\"http://egov.kz\"]", .configurationMalformed, "is no https:// and host"),
        .keys(
            "\"queue.purposes\": [{\"id\": \"eds\", \"ru\": \"ЭЦП\", \"en\": \"EDS\"}]", .configurationContradictory,
            "configuration.queue.purposes[0] has no text in the language kk"),
        .keys(
            "\"queue.purposes\": [{\"id\": \"eds\", \"kk\": \"a\", \"ru\": \"b\", \"en\": \"c\", \"de\": \"d\"}]",
            .configurationKeyRefused, "queue.purposes[0].de"),
        .keys("\"queue.purposes\": []", .configurationContradictory, "names no service"),
        Row(
            Sets.json(
                more: Sets.whole.replacing("\"limits.idle-seconds\": 90", with: "\"limits.idle-seconds\": 60")),
            .configurationContradictory, "another idle time than limits.idle-seconds"),
        Row(
            Sets.json(more: "\"note2\": " + String(repeating: "[", count: 4000)), .configurationMalformed,
            "nests too deeply"),
    ]

    @Test("Each fault is refused with its code and its place", arguments: rows) func refused(_ row: Row) {
        let found = problem { _ = try ConfigurationSet(json: Data(row.text.utf8)) }
        #expect(found?.code == row.code, "\(found.map(\.description) ?? "taken")")
        #expect(found?.reason.contains(row.reason) == true, "\(found.map(\.description) ?? "taken")")
    }

    @Test("A set that is larger than sets may be is refused before it is read") func tooLarge() {
        let text = Sets.json(more: "\"rules\": {}" + String(repeating: " ", count: ConfigurationSet.mostBytes))
        #expect(problem { _ = try ConfigurationSet(json: Data(text.utf8)) }?.code == .configurationTooLarge)
    }

    @Test("Every contradiction of one set is named") func all() {
        let text = Sets.json(
            more: "\"rules\": {\"attempt-limit\": [{\"value\": 0}], \"minimum-age\": [{\"value\": 3}]}")
        let reason = problem { _ = try ConfigurationSet(json: Data(text.utf8)) }?.reason ?? ""
        #expect(reason.contains("B1") && reason.contains("P3"))
    }

    @Test("Mutations of a good set never end the process; a reason is short and says nothing of a text")
    func mutations() {
        let seed = UInt64.random(in: .min ... .max)
        print("seed of the mutations: \(seed)")
        var generator = SplitMix64(seed: seed)
        let good = Array(Sets.json(more: Sets.whole).utf8)
        var refused = 0
        for _ in 0..<3_000 {
            var bytes = good
            for _ in 0..<Int.random(in: 1...4, using: &generator) where !bytes.isEmpty {
                let index = Int.random(in: bytes.indices, using: &generator)
                let end = min(index + Int.random(in: 1...60, using: &generator), bytes.count)
                switch Int.random(in: 0..<5, using: &generator) {
                case 0: bytes[index] = UInt8.random(in: 0...255, using: &generator)
                case 1: bytes.removeSubrange(index..<end)
                case 2: bytes.insert(contentsOf: bytes[index..<end], at: index)
                case 3: bytes.insert(contentsOf: Array("9223372036854775807".utf8), at: index)
                default: bytes = Array(bytes.prefix(index))
                }
            }
            guard let found = problem({ _ = try ConfigurationSet(json: Data(bytes)) }) else { continue }
            refused += 1
            #expect(found.reason.count <= SetProblem.longest)
        }
        #expect(refused > 100)
    }
}
