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
            return .shown(HeldToken(medium: .kaztoken, label: label, certificates: certificates, pin: pin))
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
            ("token-shown-empty", .shown(empty)), ("token-shown-elsewhere", shown(.tries(.several))),
        ]
        return states.map { ($0.0, .cardCare(language, .token($0.1))) }
    }
}
