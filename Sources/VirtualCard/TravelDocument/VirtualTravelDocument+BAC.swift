import SmartCard
import TravelDocument

extension VirtualTravelDocument {
    /// GET CHALLENGE (9303-11, 4.3.4.1).
    mutating func giveChallenge(_ command: CommandAPDU) throws(Refusal) -> [UInt8] {
        guard isInApplication, secrets.hasBasicAccess else { throw Refusal(.conditionsNotSatisfied) }
        let made = randomBytes(BasicAccessControl.challengeLength)
        challenge = made
        return made
    }

    /// EXTERNAL AUTHENTICATE, which authenticates both (9303-11, 4.3.4.2).
    mutating func authenticate(_ command: CommandAPDU, _ challenge: [UInt8]?) throws(Refusal) -> [UInt8] {
        guard let challenge else { throw Refusal(.conditionsNotSatisfied) }
        do {
            let access = try BasicAccessControl(secrets.zone)
            guard let opened = try access.open(command.data), Array(opened[8..<16]) == challenge else {
                throw Refusal(.authenticationFailed)
            }
            let (own, half) = (Array(opened[..<8]), Array(opened[16...]))
            let chipHalf = randomBytes(BasicAccessControl.halfLength)
            session = try access.session(half, chipHalf, own: own, chip: challenge)
            return try access.seal(challenge + own + chipHalf)
        } catch let refusal as Refusal {
            throw refusal
        } catch {
            throw Refusal(.noPreciseDiagnosis)
        }
    }
}

extension StatusWord {
    /// 9303-11, 4.3.4.2.
    static let authenticationFailed = StatusWord(0x6300)
    /// Command not allowed, no current file.
    static let noCurrentFile = StatusWord(0x6986)
}
