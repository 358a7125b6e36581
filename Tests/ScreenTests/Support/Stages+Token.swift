import KioskDomain

/// What is on a person's token, without its PIN: E9, E10.
extension Stages {
    static func tokenReport(_ language: Language) throws -> [Named] {
        func shown(
            _ pin: TokenPINStanding, label: String = "Demo token 900101300017",
            _ change: (inout HeldCertificate) -> Void = { _ in }
        ) -> TokenReportState {
            let certificates = report().certificates.map {
                var one = $0
                change(&one)
                return one
            }
            return .shown(HeldToken(medium: .kaztoken, label: label, certificates: certificates, pin: pin), nil)
        }
        let empty = HeldToken(medium: .aKey, label: "", certificates: [], pin: .missing)
        let states: [(String, TokenReportState)] = [
            ("token-insert", .insertToken(TokenSight.none, nil)),
            ("token-insert-several", .insertToken(.refused(.tokenSeveral), nil)),
            ("token-insert-no-module", .insertToken(.refused(.tokenModuleMissing), nil)),
            ("token-insert-not-read", .insertToken(.ready, .tokenModuleFault)),
            ("token-insert-pulled", .insertToken(TokenSight.none, .tokenMissing)),
            ("token-reading", .reading), ("token-shown", shown(.tries(.unknown))),
            ("token-shown-several", shown(.tries(.several))), ("token-shown-last", shown(.tries(.remaining(1)))),
            ("token-shown-wrong-here", shown(.tries(.wrongHere(2)))), ("token-shown-blocked", shown(.blocked)),
            ("token-shown-unclear", shown(.tries(.several)) { $0.take(isRevoked: nil) }),
            ("token-shown-revoked", shown(.tries(.several)) { $0.take(isRevoked: true) }),
            ("token-shown-not-yet", shown(.tries(.several)) { $0.standing = .notYetValid }),
            ("token-shown-organisation", shown(.tries(.several)) { $0.isPersonal = false }),
            ("token-shown-empty", .shown(empty, nil)), ("token-shown-elsewhere", shown(.tries(.several))),
        ]
        return (states + tokenPIN()).map { ($0.0, .cardCare(language, .token($0.1))) }
    }

    /// A new PIN of it: E2a, E8, E9.
    private static func tokenPIN() -> [(String, TokenReportState)] {
        func token(_ pin: TokenPINStanding, puk: TokenPINStanding = .tries(.several)) -> HeldToken {
            var token = HeldToken(
                medium: .kaztoken, label: "Demo token", certificates: report().certificates, pin: pin)
            (token.puk, token.canChange) = (puk, true)
            return token
        }
        let (several, last) = (token(.tries(.several)), token(.tries(.remaining(1)), puk: .tries(.remaining(1))))
        let (blocked, blank) = (token(.blocked), token(.missing, puk: .tries(.unknown)))
        return [
            ("token-shown-offers", .shown(several, nil)), ("token-shown-blocked-offers", .shown(blocked, .pinBlocked)),
            ("token-shown-dead", .shown(token(.blocked, puk: .blocked), .pukBlocked)),
            ("token-shown-blank", .shown(blank, nil)), ("token-pin-old", .entering(several, .change, .old, nil)),
            ("token-pin-wrong", .entering(last, .change, .old, .pinWrong)),
            ("token-pin-new", .entering(several, .change, .new, nil)),
            ("token-pin-factory", .entering(several, .change, .new, .pinFactory)),
            ("token-pin-again", .entering(several, .change, .again, nil)),
            ("token-pin-puk", .entering(blocked, .unblock, .old, nil)),
            ("token-pin-puk-wrong", .entering(blocked, .unblock, .old, .pukWrong)),
            ("token-last-try", .confirming(last, .change)), ("token-last-puk-try", .confirming(last, .unblock)),
            ("token-unknown-try", .confirming(blank, .first)),
            ("token-renewing-pin", .working(several, .change)),
            ("token-renewing-pin-puk", .working(blocked, .unblock)),
            ("token-renewing-pin-first", .working(blank, .first)),
        ]
    }
}
