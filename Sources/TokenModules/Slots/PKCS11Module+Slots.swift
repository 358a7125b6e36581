import CPKCS11
import KioskDevices
import KioskDomain

extension PKCS11Module {
    /// More slots than this are nonsense.
    static let slotLimit = 64
    private static let mechanismLimit = 1024

    /// Slots in which a token is.
    func slotsWithToken() throws(Failure) -> [CK_SLOT_ID] {
        let getSlots = try need(functions.C_GetSlotList, "C_GetSlotList")
        // Without a list first: that is when modules look at the readers anew.
        var count: CK_ULONG = 0
        try check(getSlots(1, nil, &count), "C_GetSlotList")
        guard count <= Self.slotLimit else { throw garbage("C_GetSlotList: \(count) slots") }
        guard count > 0 else { return [] }
        var slots = [CK_SLOT_ID](repeating: 0, count: Int(count))
        let result = ReturnValue(getSlots(1, &slots, &count))
        // One more token came between the two calls; it is seen the next time.
        if result.raw == CKR_BUFFER_TOO_SMALL {
            count = CK_ULONG(slots.count)
        } else {
            try check(result, "C_GetSlotList")
        }
        guard count <= slots.count else { throw garbage("C_GetSlotList: \(count) slots after \(slots.count)") }
        return Array(slots.prefix(Int(count)))
    }

    /// What the slot is called.
    func slotName(_ slot: CK_SLOT_ID) throws(Failure) -> String {
        let getInfo = try need(functions.C_GetSlotInfo, "C_GetSlotInfo")
        var info = CK_SLOT_INFO()
        try check(getInfo(slot, &info), "C_GetSlotInfo")
        return withUnsafeBytes(of: &info.slotDescription) { paddedText($0) }
    }

    /// What is in the slot; nil when the token has gone or is none that the module knows.
    func tokenInfo(_ slot: CK_SLOT_ID) throws(Failure) -> CK_TOKEN_INFO? {
        let getInfo = try need(functions.C_GetTokenInfo, "C_GetTokenInfo")
        var info = CK_TOKEN_INFO()
        let result = ReturnValue(getInfo(slot, &info))
        switch result.raw {
        case CKR_TOKEN_NOT_PRESENT, CKR_TOKEN_NOT_RECOGNIZED, CKR_DEVICE_REMOVED, CKR_SLOT_ID_INVALID: return nil
        default: try check(result, "C_GetTokenInfo")
        }
        return info
    }

    /// Slots of which something happened since the last call; empty where the module does not tell.
    func slotEvents() throws(Failure) -> [CK_SLOT_ID] {
        guard let wait = functions.C_WaitForSlotEvent else { return [] }
        var slots: [CK_SLOT_ID] = []
        for _ in 0..<Self.slotLimit {
            var slot: CK_SLOT_ID = 0
            guard ReturnValue(wait(CK_FLAGS(CKF_DONT_BLOCK), &slot, nil)) == .ok else { break }
            slots.append(slot)
        }
        return slots
    }

    /// What the token can do.
    func mechanisms(_ slot: CK_SLOT_ID) throws(Failure) -> [CK_MECHANISM_TYPE] {
        let getMechanisms = try need(functions.C_GetMechanismList, "C_GetMechanismList")
        var count: CK_ULONG = 0
        try check(getMechanisms(slot, nil, &count), "C_GetMechanismList")
        guard count <= Self.mechanismLimit else { throw garbage("C_GetMechanismList: \(count) mechanisms") }
        guard count > 0 else { return [] }
        var list = [CK_MECHANISM_TYPE](repeating: 0, count: Int(count))
        try check(getMechanisms(slot, &list, &count), "C_GetMechanismList")
        guard count <= list.count else { throw garbage("C_GetMechanismList: \(count) after \(list.count)") }
        return Array(list.prefix(Int(count)))
    }

    /// Sizes of the keys of a mechanism, as it counts them; nil when the module does not tell.
    func keySizes(_ mechanism: CK_MECHANISM_TYPE, _ slot: CK_SLOT_ID) -> ClosedRange<CK_ULONG>? {
        guard let getInfo = functions.C_GetMechanismInfo else { return nil }
        var info = CK_MECHANISM_INFO()
        guard ReturnValue(getInfo(slot, mechanism, &info)) == .ok, info.ulMinKeySize <= info.ulMaxKeySize else {
            return nil
        }
        return info.ulMinKeySize...info.ulMaxKeySize
    }

    /// Throws unless the call succeeded.
    func check(_ result: CK_RV, _ call: String) throws(Failure) { try check(ReturnValue(result), call) }

    func check(_ result: ReturnValue, _ call: String) throws(Failure) {
        guard result == .ok else { throw result.failure(call) }
    }
}
