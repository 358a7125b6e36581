import CPKCS11
import Crypto
import HelperProtocol
import KioskDevices

/// `CK_TOKEN_INFO` in our words (PKCS#11 2.40, 3.2).
struct TokenState {
    let label: String
    let product: String
    let fingerprint: String
    let pinLength: ClosedRange<Int>
    private let flags: CK_FLAGS

    init(_ info: CK_TOKEN_INFO) {
        var info = info
        label = withUnsafeBytes(of: &info.label) { paddedText($0) }
        let manufacturer = withUnsafeBytes(of: &info.manufacturerID) { paddedText($0) }
        let model = withUnsafeBytes(of: &info.model) { paddedText($0) }
        product = [manufacturer, model].filter { !$0.isEmpty }.joined(separator: " ")
        fingerprint = Self.fingerprint(&info)
        flags = info.flags
        // CK_UNAVAILABLE_INFORMATION, and limits that contradict each other, are no limits.
        let least = info.ulMinPinLen <= SecretBytes.capacity ? Int(info.ulMinPinLen) : 0
        let most = info.ulMaxPinLen <= SecretBytes.capacity ? Int(info.ulMaxPinLen) : SecretBytes.capacity
        pinLength = most >= max(least, 1) ? least...most : 0...SecretBytes.capacity
    }

    var userPIN: TokenPINState {
        state(
            initialised: has(CKF_USER_PIN_INITIALIZED), low: CKF_USER_PIN_COUNT_LOW, final: CKF_USER_PIN_FINAL_TRY,
            locked: CKF_USER_PIN_LOCKED, change: CKF_USER_PIN_TO_BE_CHANGED)
    }

    var officerPIN: TokenPINState {
        state(
            initialised: has(CKF_TOKEN_INITIALIZED), low: CKF_SO_PIN_COUNT_LOW, final: CKF_SO_PIN_FINAL_TRY,
            locked: CKF_SO_PIN_LOCKED, change: CKF_SO_PIN_TO_BE_CHANGED)
    }

    var hasPINPad: Bool { has(CKF_PROTECTED_AUTHENTICATION_PATH) }
    var isWriteProtected: Bool { has(CKF_WRITE_PROTECTED) }
    var isInitialised: Bool { has(CKF_TOKEN_INITIALIZED) }
    var hasUserPIN: Bool { has(CKF_USER_PIN_INITIALIZED) }

    private func has(_ flag: UInt) -> Bool { flags & flag != 0 }

    /// The gravest flag counts: modules set several at once.
    private func state(initialised: Bool, low: UInt, final: UInt, locked: UInt, change: UInt) -> TokenPINState {
        // On a token that was never initialised the other flags mean nothing.
        guard isInitialised else { return TokenPINState(.notInitialised) }
        let condition: TokenPINState.Condition =
            if has(locked) { .locked } else if has(final) { .finalTry } else if has(low) {
                .countLow
            } else { initialised ? .untouched : .notInitialised }
        return TokenPINState(condition, mustBeChanged: has(change))
    }

    /// The label is left out: it can be changed on the same token.
    private static func fingerprint(_ info: inout CK_TOKEN_INFO) -> String {
        var hash = SHA256()
        withUnsafeBytes(of: &info.manufacturerID) { hash.update(bufferPointer: $0) }
        withUnsafeBytes(of: &info.model) { hash.update(bufferPointer: $0) }
        withUnsafeBytes(of: &info.serialNumber) { hash.update(bufferPointer: $0) }
        let digits = Array("0123456789abcdef")
        return String(hash.finalize().prefix(16).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    }
}
