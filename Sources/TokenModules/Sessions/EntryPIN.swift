import CPKCS11
import HelperProtocol
import KioskDevices
import KioskDomain

/// A PIN on its way to the module, checked so that no try is lost to its form.
enum EntryPIN: ~Copyable {
    case secret(SecretBytes)
    case pinpad

    /// - Throws: `Failure`: `pin.empty`, `pin.length`; `token.refused` when the reader has no pad.
    init(_ secrets: inout TokenSecrets, pinpad: Bool, _ state: TokenState) throws(Failure) {
        if pinpad {
            guard state.hasPINPad else { throw Failure(.tokenRefused, "the reader has no pad for PINs") }
            self = .pinpad
            return
        }
        guard let secret = secrets.next(), secret.count > 0 else { throw Failure(.pinEmpty) }
        guard state.pinLength.contains(secret.count) else { throw Failure(.pinLength) }
        self = .secret(secret)
    }

    /// Lends the PIN as PKCS#11 wants it: a null pointer for the reader's pad.
    borrowing func withBytes<Value>(
        _ body: (UnsafeMutablePointer<CK_BYTE>?, CK_ULONG) throws(Failure) -> Value
    ) throws(Failure) -> Value {
        switch self {
        case .pinpad: return try body(nil, 0)
        case .secret(let secret):
            return try secret.withBytes { (bytes) throws(Failure) -> Value in
                let start = bytes.baseAddress?.assumingMemoryBound(to: CK_BYTE.self)
                return try body(start.map { UnsafeMutablePointer(mutating: $0) }, CK_ULONG(bytes.count))
            }
        }
    }
}

extension TokenPINState {
    /// What is answered without asking the token; nil when it may be asked.
    func refusal(confirmedLastTry: Bool) -> TokenPINResult? {
        switch condition {
        case .locked: .locked
        case .finalTry: confirmedLastTry ? nil : .lastTryUnconfirmed
        // Modules that do not set the flag have a PIN all the same: the token decides.
        case .notInitialised, .untouched, .countLow: nil
        }
    }
}
