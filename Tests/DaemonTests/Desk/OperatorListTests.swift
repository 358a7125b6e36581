import FoundationEssentials
import KioskDevices
import KioskDomain
import KioskTestSupport
import Testing

@testable import KioskDaemon

@Suite("R4: the centre's list of operators and their duties")
struct OperatorListTests {
    @Test("a list written before there were duties: its people serve citizens, and do nothing else")
    func former() async throws {
        let folder = try TemporaryFolder("operators")
        let fingerprint = OperatorList.fingerprint([1, 2, 3])
        _ = try folder.write("operators.json", #"[{"name":"Operator 1","fingerprint":"\#(fingerprint)"}]"#.utf8)
        let list = try OperatorList(folder: folder.path)
        #expect(await list.card(certificate: [1, 2, 3])?.duties == [.operator])
        #expect(await list.card(certificate: [9]) == nil)
    }

    @Test("duties are kept, changed with the card of the same name, and never none")
    func duties() async throws {
        let folder = try TemporaryFolder("operators")
        let list = try OperatorList(folder: folder.path)
        try await list.add(name: "Officer 1", duties: [.officer, .manager], certificate: [1])
        #expect(try await OperatorList(folder: folder.path).card(certificate: [1])?.duties == [.officer, .manager])
        try await list.add(name: "Officer 1", duties: [.operator], certificate: [2])
        #expect(await list.card(certificate: [1]) == nil)
        #expect(await list.card(certificate: [2])?.duties == [.operator])
        let refused = await #expect(throws: Failure.self) {
            try await list.add(name: "Nobody", duties: [], certificate: [3])
        }
        #expect(refused?.code == .requestInvalid)
    }

    @Test("a card has one name and its duties: listed anew under another name, the former one is gone")
    func oneName() async throws {
        let folder = try TemporaryFolder("operators")
        let list = try OperatorList(folder: folder.path)
        try await list.add(name: "Operator 1", duties: [.operator, .manager], certificate: [1])
        try await list.add(name: "Operator 2", duties: [.operator], certificate: [1])
        #expect(await list.all.map(\.name) == ["Operator 2"])
        #expect(await list.card(certificate: [1])?.duties == [.operator])
    }

    @Test("a damaged list lets nobody in and is not forgotten")
    func damaged() throws {
        let folder = try TemporaryFolder("operators")
        _ = try folder.write("operators.json", #"[{"name":"Operator 1","fingerprint":"ab","duties":["king"]}]"#.utf8)
        let failure = #expect(throws: Failure.self) { try OperatorList(folder: folder.path) }
        #expect(failure?.code == .configurationInvalid)
    }
}
