import CPKCS11
import HelperProtocol
import KioskDevices
import KioskDomain

extension TokenService {
    /// `C_Login` as user, once.
    func login(
        _ token: TokenReference, _ secrets: inout TokenSecrets, pinpad: Bool, _ confirmedLastTry: Bool
    ) throws(Failure) -> TokenPINResult {
        let state = try state(of: token)
        let pin = try EntryPIN(&secrets, pinpad: pinpad, state)
        if let refusal = state.userPIN.refusal(confirmedLastTry: confirmedLastTry) { return refusal }
        let slot = CK_SLOT_ID(token.slot)
        // A log-in that still holds would let any PIN pass.
        if try sessions.isLoggedIn(slot) { try sessions.end(slot) }
        let session = try sessions.session(slot, writable: !state.isWriteProtected)
        return try login(session, CKU_USER, pin, slot)
    }

    /// `C_SetPIN`: the holder changes the PIN.
    func changePIN(
        _ token: TokenReference, _ secrets: inout TokenSecrets, pinpad: Bool, _ confirmedLastTry: Bool
    ) throws(Failure) -> TokenPINResult {
        let state = try state(of: token)
        let old = try EntryPIN(&secrets, pinpad: pinpad, state)
        let new = try EntryPIN(&secrets, pinpad: pinpad, state)
        if let refusal = state.userPIN.refusal(confirmedLastTry: confirmedLastTry) { return refusal }
        let slot = CK_SLOT_ID(token.slot)
        let session = try sessions.session(slot, writable: true)
        let setPIN = try module.need(module.functions.C_SetPIN, "C_SetPIN")
        let result = try old.withBytes { (old, oldCount) throws(Failure) in
            try new.withBytes { (new, newCount) throws(Failure) in
                ReturnValue(setPIN(session, old, oldCount, new, newCount))
            }
        }
        return try pinResult(result, "C_SetPIN", slot, \.userPIN)
    }

    /// `C_Login` as security officer and `C_InitPIN`.
    func setPIN(
        _ token: TokenReference, _ purpose: TokenPINPurpose, _ secrets: inout TokenSecrets, pinpad: Bool,
        _ confirmedLastTry: Bool
    ) throws(Failure) -> TokenPINResult {
        let state = try state(of: token)
        guard purpose == .unblock || !state.hasUserPIN else {
            throw Failure(.tokenRefused, "the token has a PIN already: unblock or change it")
        }
        let officer = try EntryPIN(&secrets, pinpad: pinpad, state)
        let new = try EntryPIN(&secrets, pinpad: pinpad, state)
        if let refusal = state.officerPIN.refusal(confirmedLastTry: confirmedLastTry) { return refusal }
        let slot = CK_SLOT_ID(token.slot)
        // The officer cannot log in beside the holder, nor beside a session that only reads.
        try sessions.end(slot)
        let session = try sessions.session(slot, writable: true)
        defer { (try? sessions)?.end(slot) }
        let result = try login(session, CKU_SO, officer, slot)
        guard result == .accepted else { return result }
        let initPIN = try module.need(module.functions.C_InitPIN, "C_InitPIN")
        let set = try new.withBytes { (new, count) throws(Failure) in ReturnValue(initPIN(session, new, count)) }
        try module.check(set, "C_InitPIN")
        return .accepted
    }

    /// One `C_Login`; never a second one, whatever it answers.
    func login(
        _ session: CK_SESSION_HANDLE, _ user: CK_USER_TYPE, _ pin: borrowing EntryPIN, _ slot: CK_SLOT_ID
    ) throws(Failure) -> TokenPINResult {
        let login = try module.need(module.functions.C_Login, "C_Login")
        let result = try pin.withBytes { (bytes, count) throws(Failure) in
            ReturnValue(login(session, user, bytes, count))
        }
        return try pinResult(result, "C_Login", slot, user == CKU_SO ? \.officerPIN : \.userPIN)
    }

    private func pinResult(
        _ result: ReturnValue, _ call: String, _ slot: CK_SLOT_ID, _ which: KeyPath<TokenState, TokenPINState>
    ) throws(Failure) -> TokenPINResult {
        switch result.raw {
        case CKR_OK: return .accepted
        case CKR_PIN_LOCKED: return .locked
        case CKR_PIN_EXPIRED: return .mustBeChanged
        case CKR_USER_PIN_NOT_INITIALIZED: return .notInitialised
        case CKR_PIN_INCORRECT:
            guard let info = try module.tokenInfo(slot) else { throw Failure(.tokenMissing, "after \(call)") }
            let state = TokenState(info)[keyPath: which]
            return state.condition == .locked ? .locked : .wrong(state)
        default: throw result.failure(call)
        }
    }
}
