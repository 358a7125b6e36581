import CPCSC
import Glibc
import SmartCard

/// One connection to the smart-card service. Its calls block; all but ``cancel(_:)`` belong to one thread.
struct PCSCContext: ~Copyable {
    let handle: SCARDCONTEXT

    init() throws(CardError) {
        var handle = SCARDCONTEXT()
        try PCSCStatus.check(SCardEstablishContext(DWORD(SCARD_SCOPE_SYSTEM), nil, nil, &handle))
        self.handle = handle
    }

    deinit { SCardReleaseContext(handle) }

    /// Ends a wait for changes in another thread.
    static func cancel(_ handle: SCARDCONTEXT) { SCardCancel(handle) }

    /// The readers the service knows; none is an answer, not an error.
    func readers() throws(CardError) -> [String] {
        var length = DWORD()
        var buffer: [CChar] = []
        // The list may grow between the question for its length and the question for itself.
        for _ in 0..<4 {
            var result = SCardListReaders(handle, nil, nil, &length)
            if result == SCARD_S_SUCCESS {
                buffer = [CChar](repeating: 0, count: Int(length))
                result = SCardListReaders(handle, nil, &buffer, &length)
            }
            if result == SCARD_E_NO_READERS_AVAILABLE { return [] }
            if result == SCARD_E_INSUFFICIENT_BUFFER { continue }
            try PCSCStatus.check(result)
            let names = buffer.prefix(Int(length)).split(separator: 0)
            return names.map { String(decoding: $0.map { UInt8(bitPattern: $0) }, as: UTF8.self) }
        }
        throw .communication(detail: "the list of readers keeps changing")
    }

    /// Waits until one of the readers is not as `readers` says, at most `limit`; nil when nothing changed.
    func changes(of readers: [ReaderState], within limit: Duration) throws(CardError) -> [ReaderState]? {
        var states = readers.map { state in
            SCARD_READERSTATE(
                szReader: UnsafePointer(strdup(state.name)), pvUserData: nil, dwCurrentState: DWORD(state.flags),
                dwEventState: 0, cbAtr: 0, rgbAtr: SCARD_READERSTATE().rgbAtr)
        }
        defer { for state in states { free(UnsafeMutablePointer(mutating: state.szReader)) } }
        let milliseconds = limit / .milliseconds(1)
        let result = SCardGetStatusChange(handle, DWORD(max(0, milliseconds)), &states, DWORD(states.count))
        if result == SCARD_E_TIMEOUT { return nil }
        try PCSCStatus.check(result)
        return zip(readers, states).map { known, state in
            let atr = withUnsafeBytes(of: state.rgbAtr) { Array($0.prefix(Int(state.cbAtr))) }
            return ReaderState(name: known.name, flags: UInt(state.dwEventState), atr: atr)
        }
    }
}

/// A reader as the service reports it.
struct ReaderState: Sendable, Hashable {
    /// The name that stands for "a reader comes or goes".
    static let plugAndPlay = #"\\?PnP?\Notification"#

    var name: String
    /// `SCARD_STATE_…`; the upper 16 bits count insertions and removals.
    var flags: UInt = UInt(SCARD_STATE_UNAWARE)
    var atr: [UInt8] = []

    func has(_ flag: Int32) -> Bool { flags & UInt(flag) != 0 }

    /// The service does not reach it any more.
    var isGone: Bool { has(SCARD_STATE_UNKNOWN) || has(SCARD_STATE_UNAVAILABLE) }
}
