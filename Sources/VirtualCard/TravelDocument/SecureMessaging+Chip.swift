import SmartCard
import TravelDocument

extension SecureMessaging {
    /// The chip's side: opens a protected command; nil when it is not one or its code is wrong.
    mutating func open(_ command: CommandAPDU) -> CommandAPDU? {
        guard !isOver, command.cla & Self.protectedClass == Self.protectedClass else { return nil }
        countOn()
        let header = cipher.pad([command.cla, command.ins, command.p1, command.p2])
        let isBare = (try? TLV.parse(command.data))?.count == 1
        guard let objects = try? verified(command.data, after: isBare ? Array(header.prefix(4)) : header) else {
            return nil
        }
        var plain = CommandAPDU(
            cla: command.cla & ~Self.protectedClass, ins: command.ins, p1: command.p1, p2: command.p2)
        for object in objects {
            if object.tag == MessageTag.expectedLength {
                let length = object.value.reduce(0) { $0 << 8 | Int($1) }
                plain.expectedLength = length == 0 ? (object.value.count == 1 ? 256 : 0x10000) : length
            } else {
                guard let data = try? self.plain(object) else { return nil }
                plain.data = data
            }
        }
        return plain
    }

    /// Wraps an answer.
    mutating func seal(_ answer: ResponseAPDU, isTLV: Bool) throws(CardError) -> ResponseAPDU {
        countOn()
        var objects: [TLV] = []
        if !answer.data.isEmpty { objects.append(try cryptogram(answer.data, isTLV: isTLV)) }
        objects.append(TLV(MessageTag.status, Array(ResponseAPDU(status: answer.status).encoded)))
        let body = objects.flatMap(\.encoded)
        let code = TLV(MessageTag.code, try self.code(over: body))
        return ResponseAPDU(data: body + code.encoded, status: answer.status)
    }
}
