public import KioskDevices
internal import StaffAccess

/// What `kioskctl staff-pin` does.
public enum StaffPINCommand {
    /// The value of `staff.pin-hash`; nil when the two entries differ or are no PIN of 6 to 12 digits.
    public static func hash(_ pin: consuming SecretBytes, again: consuming SecretBytes) -> String? {
        guard pin.isEqual(to: again) else { return nil }
        return StaffPINHash(pin: pin)?.text
    }
}
