import KioskDevices
import KioskDomain
import KioskScreens
import Testing

@Suite("Actions as JSON")
struct ScreenActionTests {
    static let every: [ScreenAction] =
        Language.allCases.map { .language($0) } + Service.allCases.map { .service($0) } + [
            .purpose("documents"), .consent, .confirmNotice,
            .identity(iin: nil, documentNumber: "012345678", birthDate: "1990-01-01"),
            .identity(iin: Stages.iinText, documentNumber: "N12345678", birthDate: "1990-01-01"), .code("123456"),
            .sendCodeAgain, .start, .tryAgain, .pin(pad: "pad-1", positions: [0, 9, 4]), .confirmLastTry, .changePIN,
            .password(pad: "keys-1", positions: [0, 93, 4]),
            .cancel,
            .reissue, .organisationEDS, .myFile, .myToken, .keyFile(3), .organisation("230440000010"), .medium(.file),
            .obtainAnew, .revokeEDS,
            .revokeFor(.keyCompromise), .cardLost, .lostEDS(nil), .lostEDS("E000000042"), .confirmRevocation,
            .signByPhone, .logIn(.card),
            .logIn(.phone), .codeMissing, .codeMissingFor(.zeroBalance), .sendReport, .changePhone,
            .accountPage(AccountPage(.documents, 3)),
            .phone("7010000077"), .done, .moreTime, .cannotTurn(true), .cannotTurn(false),
        ]

    @Test("Every action is read back as it was written", arguments: every)
    func roundTrip(action: ScreenAction) throws {
        #expect(try ScreenAction(json: action.json) == action)
    }

    @Test(
        "Bad input: whatever is no action is refused with its code",
        arguments: [
            "", "{}", "[]", "null", #"{"action":"fly"}"#, #"{"action":"language"}"#,
            #"{"action":"language","value":"xx"}"#,
            #"{"action":"cancel","more":"1"}"#, #"{"action":"pin","pad":"p","positions":["1"]}"#,
            #"{"action":"password","pad":"p","positions":[94]}"#,
            #"{"action":"account-page","group":"documents","value":"-1"}"#,
            #"{"action":"account-page","group":"secrets","value":"0"}"#,
            #"{"action":"password","pad":"p","positions":[\#(Array(repeating: "1", count: 65).joined(separator: ","))]}"#,
            #"{"action":"pin","pad":"p","positions":[10]}"#, #"{"action":"pin","pad":"p","positions":[-1]}"#,
            #"{"action":"pin","pad":"p","pin":"1234"}"#, #"{"action":7}"#, #"{"action":"code","value":{"a":1}}"#,
            #"{"action":"pin","pad":"p","positions":[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0]}"#,
        ])
    func refused(json: String) {
        #expect { try ScreenAction(json: Array(json.utf8)) } throws: { ($0 as? Failure)?.code == .requestInvalid }
    }

    @Test("Bad input: a field longer than any that a person fills is refused")
    func tooLong() {
        let json = #"{"action":"code","value":"\#(String(repeating: "1", count: 65))"}"#
        #expect { try ScreenAction(json: Array(json.utf8)) } throws: { ($0 as? Failure)?.code == .requestInvalid }
    }

    @Test("DESIGN 5.6: a PIN's digits have no place in any request, only positions")
    func noDigits() throws {
        let text = String(decoding: ScreenAction.pin(pad: "pad-1", positions: [3, 0, 7, 7]).json, as: UTF8.self)
        #expect(text.contains("positions") && !text.contains("pin\":"))
        #expect { try ScreenAction(json: Array(#"{"action":"pin","pad":"p","positions":"3077"}"#.utf8)) } throws: {
            ($0 as? Failure)?.code == .requestInvalid
        }
    }
}
