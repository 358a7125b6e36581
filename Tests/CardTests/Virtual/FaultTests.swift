import FoundationEssentials
import KioskDomain
import KioskTestSupport
import SmartCard
import Synchronization
import Testing
import VirtualCard

@Suite("Card faults and the card's memory")
struct FaultTests {
    @Test(
        "card pulled at each command of the writing: card.removed, never a wrong PIN, and it works when put back",
        arguments: [CardFault.pull, .pullAfter])
    func pulledAnywhere(_ fault: CardFault) throws {
        let commands = try Self.commandsOfWriting()
        #expect(commands > 15)
        for index in 0..<commands {
            let channel = VirtualCardChannel(try DemoCard.make())
            channel.plan = FaultPlan(fault, skipped: index)
            #expect(throws: CardError.removed, "command \(index)") {
                try DemoCard.write(DemoCard.select(channel))
            }
            #expect(channel.card.state.pinTries == 5)
            channel.insert()
            let card = try DemoCard.select(channel)
            #expect(try card.counter() == .remaining(5))
            try DemoCard.write(card)
            #expect(try card.certificate(.signature) == DemoCard.certificate)
        }
    }

    @Test(
        "6F00, a lost session and garbage at each command end in an error or do no harm",
        arguments: [CardFault.noDiagnosis, .reset, .garbage])
    func faultsAnywhere(_ fault: CardFault) throws {
        for index in 0..<(try Self.commandsOfWriting()) {
            let channel = VirtualCardChannel(try DemoCard.make())
            channel.plan = FaultPlan(fault, skipped: index)
            do {
                try DemoCard.write(DemoCard.select(channel))
            } catch let error as CardError {
                #expect(error.code != .cardRemoved)
            }
            #expect(channel.card.state.pinTries == 5)
            #expect(channel.plan == nil)
        }
    }

    @Test("pulled during VERIFY before it was carried out: the wrong PIN cost no try")
    func pulledDuringVerify() throws {
        let (channel, card) = try DemoCard.inProcess()
        channel.plan = FaultPlan(.pull, instruction: 0x20)
        #expect(throws: CardError.removed) { _ = try card.verify(PIN(digits: "999999")) }
        #expect(channel.card.state.pinTries == 5)
        channel.insert()
        channel.plan = FaultPlan(.pullAfter, instruction: 0x20)
        #expect(throws: CardError.removed) {
            _ = try DemoCard.select(channel).verify(PIN(digits: "999999"))
        }
        channel.insert()
        #expect(try DemoCard.select(channel).counter() == .remaining(4))
    }

    @Test(
        "a fault plan is read from words",
        arguments: [
            ("pull ins=47", FaultPlan(.pull, instruction: 0x47)), ("6f00 n=3", FaultPlan(.noDiagnosis, skipped: 2)),
            ("slow=250 always", FaultPlan(.slow(.milliseconds(250)), always: true)),
            ("pull-after ins=DB n=2", FaultPlan(.pullAfter, instruction: 0xDB, skipped: 1)), ("nonsense", nil),
            ("pull ins=999", nil), ("pull n=0", nil), ("", nil),
        ] as [(String, FaultPlan?)])
    func plans(_ text: String, _ plan: FaultPlan?) {
        #expect(FaultPlan(text.split(separator: " ")) == plan)
    }

    @Test("the state file gives the same card back; a broken one is refused")
    func stateFile() throws {
        let folder = try TemporaryFolder("card")
        let file = StateFile(path: folder.file("card.json"))
        #expect(try file.load() == nil)
        let channel = VirtualCardChannel(VirtualPIVCard(try DemoCard.make().state) { try file.save($0) })
        try DemoCard.write(DemoCard.select(channel), .rsa2048)
        #expect(try file.load() == channel.card.state)
        let text = String(decoding: try folder.read("card.json"), as: UTF8.self)
        #expect(!text.contains(DemoCard.pin) && !text.contains(DemoCard.puk))
        try folder.write("card.json", Array("{}".utf8))
        #expect(throws: StateFile.Problem.self) { try file.load() }
    }

    @Test("a card that cannot keep its state refuses and stays as it was")
    func diskFull() throws {
        let former = try DemoCard.make().state
        let channel = VirtualCardChannel(
            VirtualPIVCard(former) { _ in throw StateFile.Problem(description: "disk full") })
        let card = try DemoCard.select(channel)
        #expect(throws: CardError.refused(StatusWord(0x6581), step: "VERIFY")) {
            _ = try card.verify(PIN(digits: "999999"))
        }
        #expect(channel.card.state == former)
    }

    private static func commandsOfWriting() throws -> Int {
        let channel = VirtualCardChannel(try DemoCard.make())
        try DemoCard.write(DemoCard.select(channel))
        return channel.commands
    }
}
