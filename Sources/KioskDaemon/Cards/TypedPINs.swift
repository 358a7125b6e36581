import KioskDevices
import KioskDomain
import SmartCard

/// What was typed on the pad for a card or a token and has not gone to it.
struct TypedPINs: ~Copyable {
    /// The PIN or PUK that proves whose card it is.
    var first: SecretBytes?
    var new: SecretBytes?
    var again: SecretBytes?

    /// A maker's PIN is not taken as a new one (E8).
    mutating func hold(_ secret: consuming SecretBytes, for use: PINUse) -> FailureCode? {
        switch use {
        case .verify, .newFile, .openFile, .renew(_, .old): first = consume secret
        case .renew(_, .new):
            if PIN.isFactory(secret) { return .pinFactory }
            new = consume secret
        case .renew(_, .again): again = consume secret
        }
        return nil
    }
}
