import FoundationEssentials
import HelperProtocol
import KioskDevices
import KioskDomain
import KioskTestSupport
import Testing

@Suite("The table of modules")
struct ModuleTableTests {
    private static let shipped = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "systemd/token-modules.json")

    @Test("the shipped table has each protected medium with the storage names of facts/ncalayer.md 2.5")
    func shipped() throws {
        let table = try TokenModuleTable(path: Self.shipped.path)
        #expect(
            table.rows.map(\.storage) == [
                "AKKZIDCardStore", "AKKaztokenStore", "AKEToken72KStore", "AKEToken5110Store", "AKJaCartaStore",
                "AKAKEYStore",
            ])
        #expect(Set(table.rows.map(\.medium)) == Set(Medium.allCases.filter { $0 != .file && $0 != .sim }))
    }

    @Test("a recognised KZ ID card without a module says so; the remedy is the vendor's module (DESIGN 4)")
    func identityCard() throws {
        let table = try TokenModuleTable(path: Self.shipped.path)
        let row = try #require(table.row(atr: [0x3B, 0x77, 0x18, 0x00, 0x00] + Array("KASAKID".utf8)))
        #expect(row.medium == .idCard)
        #expect {
            try row.installedPath()
        } throws: { ($0 as? Failure)?.code == .cardVendorModule }
        #expect(table.row(atr: [0x3B, 0x00]) == nil)
        let token = try #require(table.row(named: "jacarta"))
        #expect { try TokenModuleTable.Row(name: "x", medium: token.medium).installedPath() } throws: {
            ($0 as? Failure)?.code == .tokenModuleMissing
        }
    }

    @Test("rows with one module part its tokens by model; one that no row names belongs to the first")
    func sharedModule() throws {
        var (first, second) = (
            TokenModuleTable.Row(name: "first", medium: .eToken, paths: ["/bin/sh"]),
            TokenModuleTable.Row(name: "second", medium: .eToken, paths: ["/nowhere", "/bin/sh"])
        )
        first.models = ["72k"]
        second.models = ["5110"]
        let table = try TokenModuleTable([first, second])
        let owners = ["Maker 72K", "Maker eToken 5110", "Other"].map { product in
            table.rows.filter { table.owns($0, product: product) }.map(\.name)
        }
        #expect(owners == [["first"], ["second"], ["first"]])
    }

    @Test(
        "a table that breaks a limit is refused, naming the row",
        arguments: [
            "", "[]", #"{"modules":[{"name":"A","medium":"kaztoken"}]}"#,
            #"{"modules":[{"name":"a","medium":"disk"}]}"#,
            #"{"modules":[{"name":"a","medium":"akey","paths":["relative.so"]}]}"#,
            #"{"modules":[{"name":"a","medium":"akey","atrs":["3B0"]}]}"#,
            #"{"modules":[{"name":"a","medium":"akey","atrs":["+1"]}]}"#,
            #"{"modules":[{"name":"a","medium":"akey","gostParameters":{"rsa-2048":"00"}}]}"#,
            #"{"modules":[{"name":"a","medium":"akey"},{"name":"a","medium":"akey"}]}"#,
            #"{"modules":[{"name":"a","medium":"akey","environment":{"":"x"}}]}"#,
        ])
    func refused(_ json: String) {
        #expect { try TokenModuleTable(json: Array(json.utf8)) } throws: {
            ($0 as? Failure)?.code == .configurationInvalid
        }
    }

    @Test("random changes of a valid table, and of requests and answers, never crash")
    func mutations() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("seed \(seed)")
        var generator = SplitMix64(seed: seed)
        let table = Array(try Data(contentsOf: Self.shipped))
        let token = TokenReference(module: "a", slot: .max, fingerprint: "00")
        let request = try TokenRequest.sign(
            token, TokenKeyReference(id: [1]), .sha256, digest: [1, 2], pin: .secret, confirmedLastTry: true
        ).frame().payload
        let answer = try TokenAnswer.pin(.wrong(TokenPINState(.countLow))).frame().payload
        for _ in 0..<2000 {
            _ = try? TokenModuleTable(json: Self.changed(table, &generator))
            _ = try? TokenRequest(payload: Self.changed(request, &generator))
            _ = try? TokenAnswer(payload: Self.changed(answer, &generator))
        }
    }

    static func changed(_ bytes: [UInt8], _ generator: inout SplitMix64) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...8, using: &generator) {
            let place = Int.random(in: 0..<bytes.count, using: &generator)
            switch Int.random(in: 0...2, using: &generator) {
            case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
            case 1 where bytes.count > 1: bytes.remove(at: place)
            default: bytes.insert(UInt8.random(in: 0...255, using: &generator), at: place)
            }
        }
        return bytes
    }
}
