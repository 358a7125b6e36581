extension PIVCard {
    /// Asks for a challenge of the administrative key 9B (GENERAL AUTHENTICATE, part 2, 3.2.4, external authentication).
    /// The portal answers it: the key never reaches a kiosk (RULES E2a). The next command must be
    /// ``answerAdministrativeChallenge(_:_:)``.
    public func administrativeChallenge(
        _ algorithm: AdministrativeAlgorithm = .aes256
    ) throws(CardError) -> [UInt8] {
        let answer = try expectSuccess(
            administrativeCommand(algorithm, TLV(0x81, [UInt8]()), expectedLength: 256), step: "challenge of 9B")
        guard let challenge = try TLV.find([0x7C, 0x81], in: answer), !challenge.isEmpty else {
            throw .badAnswer("no challenge")
        }
        return challenge
    }

    /// Gives the card the portal's answer; false when the card does not accept it.
    public func answerAdministrativeChallenge(
        _ answer: [UInt8], _ algorithm: AdministrativeAlgorithm = .aes256
    ) throws(CardError) -> Bool {
        let status = try channel.send(administrativeCommand(algorithm, TLV(0x82, answer), expectedLength: nil)).status
        switch status {
        case .success: return true
        case .securityStatusNotSatisfied, .incorrectData, StatusWord(0x6300): return false
        default: throw .refused(status, step: "answer to 9B")
        }
    }

    private func administrativeCommand(
        _ algorithm: AdministrativeAlgorithm, _ content: TLV, expectedLength: Int?
    ) -> CommandAPDU {
        CommandAPDU(
            ins: 0x87, p1: algorithm.rawValue, p2: 0x9B, data: TLV(0x7C, [content]).encoded,
            expectedLength: expectedLength)
    }
}
