import SmartCard

/// How a chip answered to a password.
package enum AccessResult {
    /// It opened.
    case granted(SecureMessaging)
    /// The password is wrong; how many tries are left where the chip counts and tells.
    case denied(remainingTries: Int?)

    /// The last step of BAC or PACE was refused: a wrong password when the status can mean that.
    ///
    /// - Throws: ``CardError/refused(_:step:)`` for every other status.
    static func refused(_ status: StatusWord, step: String) throws(CardError) -> AccessResult {
        if let tries = status.remainingTries { return .denied(remainingTries: tries) }
        guard wrongPassword.contains(status.value) else { throw .refused(status, step: step) }
        return .denied(remainingTries: status == .authenticationBlocked ? 0 : nil)
    }

    // 9303-11 names 6300; chips also say these.
    private static let wrongPassword: Set<UInt16> = [0x6300, 0x6982, 0x6983, 0x6985, 0x6988, 0x6A80, 0x6F00]
}
