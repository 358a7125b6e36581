import KioskDomain

/// What a TSS2_RC means for a machine (TPM 2.0 part 2, 6.6; TSS 2.0 overview, 3.3).
enum TPMAnswer {
    private enum Layer {
        /// Resource managers, which answer in the name of the TPM.
        static let managers: Set<UInt32> = [11, 12]
        /// The way to the TPM.
        static let transport: UInt32 = 10
    }

    /// Nil for success.
    static func code(_ answer: UInt32) -> FailureCode? {
        guard answer != 0 else { return nil }
        let layer = answer >> 16 & 0xFF
        guard layer == 0 || Layer.managers.contains(layer) else { return .tpmFault }
        let code = answer & 0xFFF
        // Format one names the kind in six bits beside the number of the parameter, handle or session.
        if code & 0x80 != 0 { return formatOne(code & 0x3F) }
        return formatZero(code)
    }

    private static func formatOne(_ kind: UInt32) -> FailureCode {
        switch kind {
        // TPM_RC_INTEGRITY, TPM_RC_BINDING: not wrapped by this storage key.
        case 0x1F, 0x25: .tpmKeyLost
        // TPM_RC_HIERARCHY, TPM_RC_AUTH_FAIL, TPM_RC_BAD_AUTH: the owner's hierarchy is off or has a password.
        case 0x05, 0x0E, 0x22: .tpmLocked
        default: .tpmFault
        }
    }

    private static func formatZero(_ code: UInt32) -> FailureCode {
        switch code {
        // TPM_RC_AUTH_UNAVAILABLE, TPM_RC_LOCKOUT.
        case 0x12F, 0x921: .tpmLocked
        // Out of places for objects and sessions, or later: TPM_RC_CONTEXT_GAP to TPM_RC_CANCELED, TPM_RC_TESTING,
        // TPM_RC_NV_RATE, TPM_RC_RETRY, TPM_RC_NV_UNAVAILABLE.
        case 0x901...0x90A, 0x920, 0x922, 0x923: .tpmBusy
        default: .tpmFault
        }
    }

    /// For a technician.
    static func detail(_ what: String, _ answer: UInt32) -> String { "\(what): TSS2_RC 0x\(String(answer, radix: 16))" }
}
