import KioskDomain
import KioskScreens

extension Stages {
    /// "Personal account": L1–L4.
    static func account(_ language: Language) throws -> [Named] {
        var logIn = LogIn(name: "00", challenge: "00", qr: "psc-log-in:00112233445566778899aabbccddeeff")
        logIn.expiresOn = CivilDateTime(wallSeconds: CivilDate.literal(2025, 11, 21).dayNumber * 86_400 + 36_300)
        let signed = SignedLogIn(logIn: logIn, iin: try IIN(text: iinText))
        let last = report(.remaining(1))
        let states: [(String, AccountState)] = [
            ("account-choosing", .choosing), ("account-opening", .opening(.card)),
            ("account-scanning", .scanning(logIn, nil)), ("account-scanning-cut", .scanning(logIn, .portalUnreachable)),
            ("account-insert", .insertCard(logIn, nil)), ("account-insert-wrong", .insertCard(logIn, .cardUnknown)),
            ("account-reading-card-in", .reading(logIn)), ("account-pin", .pin(logIn, report(), nil)),
            ("account-pin-wrong", .pin(logIn, last, .pinWrong)), ("account-last-try", .lastTry(logIn, last)),
            ("account-verifying-pin", .verifying(logIn, report())), ("account-signing", .signing(logIn)),
            ("account-sending-code", .sendingCode(signed)), ("account-no-phone", .noPhone(signed)),
            ("account-fetching", .fetching(logIn, .card, proof: "p")),
            ("account-retry", .retry(.begin(.phone), .logInOver)),
            ("account-retry-blocked", .retry(.begin(.phone), .pinBlocked)),
        ]
        let all = states + accountShown(logIn) + (try phones(signed))
        return all.map { ($0.0, .account(language, $0.1)) }
            + (try missingCode(signed)).map { ($0.0, .missingCode(language, $0.1)) }
    }

    private static func accountShown(_ logIn: LogIn) -> [(String, AccountState)] {
        let (early, late) = (CivilDate.literal(2025, 3, 1), CivilDate.literal(2028, 3, 1))
        let full = AccountSummary(
            name: personName, maskedPhone: "+7 ••• ••• •• 17",
            certificates: [
                .init(uses: [.authentication], lastDay: late, standing: .valid),
                .init(uses: [.signature], lastDay: late, standing: .valid),
                .init(uses: [.authentication, .signature], lastDay: early, standing: .revoked),
                .init(uses: [.authentication, .signature], lastDay: early, standing: .expired),
            ],
            applications: ApplicationStatus.allCases.prefix(3).map {
                .init(number: "E000000042", status: $0, madeOn: early)
            },
            attempts: [.init(outcome: nil, on: early), .init(outcome: .noMatch, on: early)],
            exchanges: [.init(slip: "M00000010000", stage: .inProduction)], documents: looks)
        let annulled = AccountSummary(
            name: personName, maskedPhone: nil,
            exchanges: [
                .init(slip: "M00000020001", stage: .annulled, annulment: .photo),
                .init(slip: "M00000010001", stage: .annulled, annulment: .furtherChecks),
                .init(slip: "M00000010000", stage: .collected),
            ])
        let empty = AccountSummary(name: personName, maskedPhone: nil)
        let open = OpenAccount(logIn: logIn, way: .card, summary: full)
        let lists: [(String, AccountState)] = [
            ("account-list", .listed(open, AccountPage(.documents))),
            ("account-list-middle", .listed(open, AccountPage(.documents, 1))),
            ("account-list-end", .listed(open, AccountPage(.documents, 2))),
            ("account-list-applications", .listed(open, AccountPage(.applications))),
            (
                "account-list-annulled",
                .listed(OpenAccount(logIn: logIn, way: .card, summary: annulled), AccountPage(.exchanges))
            ),
        ]
        return lists + [
            ("account-shown", .shown(open, phoneIsNew: false)),
            ("account-shown-new-phone", .shown(OpenAccount(logIn: logIn, way: .card, summary: full), phoneIsNew: true)),
            (
                "account-shown-annulled",
                .shown(OpenAccount(logIn: logIn, way: .card, summary: annulled), phoneIsNew: false)
            ),
            ("account-shown-empty", .shown(OpenAccount(logIn: logIn, way: .card, summary: empty), phoneIsNew: false)),
            ("account-shown-scanned", .shown(OpenAccount(logIn: logIn, way: .phone, summary: full), phoneIsNew: false)),
        ]
    }

    /// D2: each deed, and more of them than stand on two pages.
    static let looks: [DocumentHistoryLine] = {
        let deeds: [(DocumentDeed, String?)] = [
            (.refused, FailureCode.digitalCodeExpired.rawValue), (.attached, "E000000042"), (.shown, nil),
            (.extended, nil), (.opened, nil), (.closed, nil),
        ]
        return (0..<12).map { place in
            let (deed, detail) = deeds[place % deeds.count]
            let isOwners = [.opened, .extended, .closed].contains(deed)
            return DocumentHistoryLine(
                position: Int64(12 - place),
                on: CivilDateTime(wallSeconds: CivilDate.literal(2025, 11, 20).dayNumber * 86_400 + 36_000),
                deed: deed, kind: place.isMultiple(of: 2) ? .identityCard : .drivingLicence, owner: "••••••••0017",
                operatorName: isOwners ? nil : "Demo Operator 1", detail: detail)
        }
    }()

    private static func awaited(_ signed: SignedLogIn) -> AwaitedCode {
        var challenge = CodeChallenge(id: "1", maskedPhone: "+7 ••• ••• •• 17", triesLeft: 3)
        challenge.requestedOn = CivilDateTime(wallSeconds: CivilDate.literal(2025, 11, 21).dayNumber * 86_400 + 36_000)
        return AwaitedCode(signed: signed, challenge: challenge)
    }

    private static func phones(_ signed: SignedLogIn) throws -> [(String, AccountState)] {
        let (change, code) = (PhoneChange.beforeCode(signed), awaited(signed))
        guard let number = MobileNumber(typed: "7010000077") else { return [] }
        return [
            ("account-code", .code(code, nil)), ("account-code-wrong", .code(code, .smsWrong)),
            ("account-checking-code", .checkingCode(code)), ("account-phone", .phone(change, nil)),
            ("account-phone-wrong", .phone(change, .phoneInvalid)),
            ("account-sending-phone-code", .sendingPhoneCode(change, number)),
            ("account-phone-code", .phoneCode(change, number, code.challenge, nil)),
            ("account-phone-code-wrong", .phoneCode(change, number, code.challenge, .smsWrong)),
            ("account-checking-phone-code", .checkingPhoneCode(change, number, code.challenge)),
        ]
    }

    private static func missingCode(_ signed: SignedLogIn) throws -> [(String, MissingCodeState)] {
        let code = AwaitedCodeScreen.logIn(awaited(signed))
        guard let number = MobileNumber(typed: "7010000077") else { return [] }
        let report = MissingCode(reason: .technicalFailure, phone: number)
        return [
            ("missing-code", .reason(code)), ("missing-code-phone", .phone(code, .zeroBalance, nil)),
            ("missing-code-phone-wrong", .phone(code, .zeroBalance, .phoneInvalid)),
            ("missing-code-report", .report(code, report, nil)),
            ("missing-code-report-cut", .report(code, report, .portalUnreachable)),
            ("missing-code-sending", .reporting(code, report)),
            ("missing-code-reported", .reported(code, number: "R000000042")),
        ]
    }
}
