import CPKCS11
import KioskDevices
import KioskDomain

/// The sessions that one module holds: at most one for each slot.
final class SessionTable {
    private struct Open {
        var handle: CK_SESSION_HANDLE
        var isWritable: Bool
    }

    private let module: PKCS11Module
    private var sessions: [CK_SLOT_ID: Open] = [:]

    init(_ module: PKCS11Module) { self.module = module }

    /// The slot's session; opened when there is none or it cannot write and must.
    func session(_ slot: CK_SLOT_ID, writable: Bool) throws(Failure) -> CK_SESSION_HANDLE {
        let held = sessions[slot].flatMap { isAlive($0.handle) ? $0 : nil }
        if let held, held.isWritable || !writable { return held.handle }
        sessions[slot] = nil
        let handle = try open(slot, writable: writable)
        sessions[slot] = Open(handle: handle, isWritable: writable)
        // After the new one is open: closing the last session would end the log-in. Never a dead one: modules give its
        // handle to the next.
        if let held { close(held.handle) }
        return handle
    }

    /// One more session, for an operation that may have to be abandoned; the caller closes it.
    func open(_ slot: CK_SLOT_ID, writable: Bool) throws(Failure) -> CK_SESSION_HANDLE {
        let open = try module.need(module.functions.C_OpenSession, "C_OpenSession")
        var handle: CK_SESSION_HANDLE = 0
        let flags = CK_FLAGS(CKF_SERIAL_SESSION) | (writable ? CK_FLAGS(CKF_RW_SESSION) : 0)
        try module.check(open(slot, flags, nil, nil, &handle), "C_OpenSession")
        return handle
    }

    func close(_ handle: CK_SESSION_HANDLE) {
        if let close = module.functions.C_CloseSession { _ = close(handle) }
    }

    /// Ends log-in and sessions of a slot: by the standard, closing the last session logs out.
    func end(_ slot: CK_SLOT_ID) {
        if let session = sessions.removeValue(forKey: slot), let logout = module.functions.C_Logout {
            _ = logout(session.handle)
        }
        if let closeAll = module.functions.C_CloseAllSessions { _ = closeAll(slot) }
    }

    /// Ends all of them.
    func endAll() {
        for slot in sessions.keys { end(slot) }
    }

    /// Slots with a session of ours.
    var slots: [CK_SLOT_ID] { Array(sessions.keys) }

    /// True when the holder is logged in by the slot's session.
    func isLoggedIn(_ slot: CK_SLOT_ID) -> Bool {
        guard let open = sessions[slot] else { return false }
        let (result, state) = info(open.handle)
        return result == .ok && (state == CKS_RO_USER_FUNCTIONS || state == CKS_RW_USER_FUNCTIONS)
    }

    /// False when the module says that the session has ended: a token drawn or reset by another program.
    private func isAlive(_ handle: CK_SESSION_HANDLE) -> Bool {
        let dead = [CKR_SESSION_HANDLE_INVALID, CKR_SESSION_CLOSED, CKR_DEVICE_REMOVED, CKR_TOKEN_NOT_PRESENT]
        return !dead.contains(info(handle).result.raw)
    }

    private func info(_ handle: CK_SESSION_HANDLE) -> (result: ReturnValue, state: CK_STATE) {
        guard let getInfo = module.functions.C_GetSessionInfo else {
            return (ReturnValue(CKR_FUNCTION_NOT_SUPPORTED), 0)
        }
        var info = CK_SESSION_INFO()
        return (ReturnValue(getInfo(handle, &info)), info.state)
    }
}
