import KioskDevices
import SmartCard
import TravelDocument

/// How far PACE has come.
enum PACEExchange {
    case idle
    case chosen(PACEInfo, DocumentPassword)
    case nonceGiven(PACEInfo, nonce: [UInt8])
    case mapped(PACEInfo, generator: [UInt8])
    case agreed(PACEInfo, SecureMessaging, own: [UInt8], other: [UInt8])
}

extension VirtualTravelDocument {
    /// MSE:Set AT (9303-11, 4.4.4.1).
    mutating func choosePACE(_ command: CommandAPDU) throws(Refusal) -> [UInt8] {
        exchange = .idle
        guard command.p1 == 0xC1, command.p2 == 0xA4 else { throw Refusal(.incorrectParameters) }
        guard let objects = try? TLV.parse(command.data) else { throw Refusal(.incorrectData) }
        let value = { (tag: UInt32) in objects.first { $0.tag == tag }?.value }
        let matching = offers.filter { $0.identifier == value(0x80) }
        let curve = value(0x84)?.first
        guard let info = matching.first(where: { curve == nil || $0.curve.rawValue == curve }),
            matching.count == 1 || curve != nil
        else { throw Refusal(.incorrectData) }
        guard let reference = value(0x83)?.first, let password = secrets.password(reference) else {
            throw Refusal(.referenceNotFound)
        }
        guard wrongTries < Self.tryLimit else { throw Refusal(.authenticationBlocked) }
        exchange = .chosen(info, password)
        // A warning after a wrong try, which is no refusal.
        if wrongTries > 0 { throw Refusal(triesLeft) }
        return []
    }

    /// GENERAL AUTHENTICATE (9303-11, 4.4.4.2): four steps; anything out of order starts anew.
    mutating func continuePACE(_ command: CommandAPDU) throws(Refusal) -> [UInt8] {
        let reached = exchange
        exchange = .idle
        guard let objects = try? TLV.find([0x7C], in: command.data).map(TLV.parse), objects.count <= 1 else {
            throw Refusal(.incorrectData)
        }
        do {
            let answer = try step(reached, objects.first)
            return TLV(0x7C, [answer]).encoded
        } catch let refusal as Refusal {
            throw refusal
        } catch {
            // A point that is not on the curve, say.
            throw Refusal(.incorrectData)
        }
    }

    private mutating func step(_ reached: PACEExchange, _ object: TLV?) throws -> TLV {
        switch (reached, object?.tag) {
        case (.chosen(let info, let password), nil):
            let nonce = randomBytes(info.nonceLength)
            exchange = .nonceGiven(info, nonce: nonce)
            let key = try PACEKeyAgreement.passwordKey(password, info.cipher)
            return TLV(0x80, try info.cipher.encrypt(nonce, key: key))
        case (.nonceGiven(let info, let nonce), 0x81):
            let scalar = try info.curve.randomScalar()
            let generator = try PACEKeyAgreement.mappedGenerator(
                info.curve, nonce: nonce, own: scalar, other: object?.value ?? [])
            exchange = .mapped(info, generator: generator)
            return TLV(0x82, try info.curve.multiplyGenerator(by: scalar))
        case (.mapped(let info, let generator), 0x83):
            let scalar = try info.curve.randomScalar()
            let own = try info.curve.multiply(generator, by: scalar)
            let other = object?.value ?? []
            let secret = try PACEKeyAgreement.sharedSecret(info.curve, own: scalar, other: other)
            let messaging = try SecureMessaging(info.cipher, sharedSecret: secret)
            exchange = .agreed(info, messaging, own: own, other: other)
            return TLV(0x84, own)
        case (.agreed(let info, let messaging, let own, let other), 0x85):
            guard try info.token(messaging, over: own) == object?.value else {
                wrongTries += 1
                throw Refusal(triesLeft)
            }
            wrongTries = 0
            session = messaging
            return TLV(0x86, try info.token(messaging, over: other))
        default: throw Refusal(.conditionsNotSatisfied)
        }
    }

    private var triesLeft: StatusWord { StatusWord(0x63C0 | UInt16(Self.tryLimit - wrongTries)) }
}
