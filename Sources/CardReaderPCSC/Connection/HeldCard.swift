import CPCSC
import KioskDevices
import SmartCard
import Synchronization

/// Says that nobody waits any more: no further command may reach the card.
final class GiveUp: Sendable {
    private let flag = Atomic(false)
    var isSet: Bool { flag.load(ordering: .acquiring) }
    func set() { flag.store(true, ordering: .releasing) }
}

/// A connected card in one transaction, which nobody else can enter until ``end()`` has reset the card.
final class HeldCard: CardChannel {
    private let context: PCSCContext
    private let reader: String
    private let handle: SCARDHANDLE
    private let sendProtocol: DWORD
    private let giveUp: GiveUp
    private var isOpen = true
    /// What the card answered to the reset; empty when the service does not tell.
    let atr: [UInt8]

    init(reader: String, giveUp: GiveUp) throws(CardError) {
        let context = try PCSCContext()
        var handle = SCARDHANDLE()
        var active = DWORD()
        try PCSCStatus.check(
            SCardConnect(
                context.handle, reader, DWORD(SCARD_SHARE_SHARED), DWORD(SCARD_PROTOCOL_T0 | SCARD_PROTOCOL_T1),
                &handle, &active))
        do throws(CardError) {
            try Self.begin(handle)
        } catch {
            SCardDisconnect(handle, DWORD(SCARD_LEAVE_CARD))
            throw error
        }
        self.context = context
        self.reader = reader
        self.handle = handle
        self.giveUp = giveUp
        sendProtocol = active
        atr = Self.atr(handle)
    }

    private static func atr(_ handle: SCARDHANDLE) -> [UInt8] {
        var (names, state, active, length) = (DWORD(), DWORD(), DWORD(), DWORD(MAX_ATR_SIZE))
        var atr = [UInt8](repeating: 0, count: Int(MAX_ATR_SIZE))
        let result = SCardStatus(handle, nil, &names, &state, &active, &atr, &length)
        return result == SCARD_S_SUCCESS ? Array(atr.prefix(Int(length))) : []
    }

    deinit { end() }

    /// A card that another program reset before our transaction began is connected to anew, once.
    private static func begin(_ handle: SCARDHANDLE) throws(CardError) {
        let result = SCardBeginTransaction(handle)
        guard result == SCARD_W_RESET_CARD else { return try PCSCStatus.check(result) }
        var active = DWORD()
        try PCSCStatus.check(
            SCardReconnect(
                handle, DWORD(SCARD_SHARE_SHARED), DWORD(SCARD_PROTOCOL_T0 | SCARD_PROTOCOL_T1),
                DWORD(SCARD_LEAVE_CARD), &active))
        try PCSCStatus.check(SCardBeginTransaction(handle))
    }

    func transmit(_ command: RawSpan) throws(CardError) -> [UInt8] {
        guard isOpen, !giveUp.isSet else { throw .closed }
        var header = SCARD_IO_REQUEST(
            dwProtocol: sendProtocol, cbPciLength: DWORD(MemoryLayout<SCARD_IO_REQUEST>.size))
        var result = LONG()
        // 65,536 bytes of data and the status: the longest answer there is.
        let answer = [UInt8](unsafeUninitializedCapacity: 0x10002) { buffer, count in
            var length = DWORD(buffer.count)
            result = command.withUnsafeBytes { bytes in
                let start = bytes.assumingMemoryBound(to: UInt8.self).baseAddress
                return SCardTransmit(handle, &header, start, DWORD(bytes.count), nil, buffer.baseAddress, &length)
            }
            count = result == SCARD_S_SUCCESS ? Int(length) : 0
        }
        let status = PCSCStatus(result)
        guard let error = status.error else {
            if answer.count >= 2 { return answer }
            // Some drivers report a card pulled in mid exchange as an empty answer.
            throw removal() ?? .badAnswer("\(answer.count) bytes, two are the least")
        }
        throw status.mayBeRemoval ? removal() ?? error : error
    }

    /// Asks the reader itself (SCardControl), at most `limit` bytes of answer.
    func control(_ code: UInt32, _ command: [UInt8], answer limit: Int) throws(CardError) -> [UInt8] {
        guard isOpen, !giveUp.isSet else { throw .closed }
        var result = LONG()
        let answer = [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
            var length = DWORD()
            result = SCardControl(
                handle, DWORD(code), command, DWORD(command.count), buffer.baseAddress, DWORD(limit), &length)
            count = result == SCARD_S_SUCCESS ? min(Int(length), limit) : 0
        }
        if let error = PCSCStatus(result).error { throw PCSCStatus(result).mayBeRemoval ? removal() ?? error : error }
        return answer
    }

    /// Ends the transaction with a reset, so that nobody finds the PIN verified (DESIGN 5.6).
    func end() {
        guard isOpen else { return }
        isOpen = false
        SCardEndTransaction(handle, DWORD(SCARD_RESET_CARD))
        SCardDisconnect(handle, DWORD(SCARD_LEAVE_CARD))
    }

    /// Looks for a second whether the card or the reader has gone: the service polls and notices after the exchange.
    private func removal() -> CardError? {
        let end = ContinuousClock.now + .seconds(1)
        var state = ReaderState(name: reader)
        while true {
            do throws(CardError) {
                let left = end - ContinuousClock.now
                guard left > .zero, let next = try context.changes(of: [state], within: left)?.first else { return nil }
                if next.isGone { return .readerUnplugged }
                if next.has(SCARD_STATE_EMPTY) { return .removed }
                state = next
            } catch .noReader {
                return .readerUnplugged
            } catch {
                return error
            }
        }
    }
}
