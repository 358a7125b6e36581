import KioskDomain

extension FailureText {
    private static let unavailable = Localised(
        kk: "Киоск порталға өзін растай алмайды.", ru: "Киоск не может подтвердить себя порталу.",
        en: "The kiosk cannot prove itself to the portal.")

    /// The chip that holds the machine's key.
    static let tpm: [FailureText] = [
        FailureText(
            .tpmFault, cause: "The TPM is not there, may not be used by kioskd, or has failed.", unavailable,
            Remedy.otherKiosk,
            technician:
                "Turn the TPM on in the firmware's set-up; /dev/tpmrm0 must belong to the group tss. A machine without one: `identity.key: file`."
        ),
        FailureText(
            .tpmBusy, cause: "The TPM did not answer in time.", unavailable, Remedy.later,
            technician:
                "It is asked again by itself. If that stays: another program holds /dev/tpm0, or the TPM hangs until the power is off."
        ),
        FailureText(
            .tpmLocked, cause: "The TPM's owner hierarchy is turned off or has a password.", unavailable,
            Remedy.otherKiosk,
            technician:
                "Take the password of the owner hierarchy away (tpm2_changeauth -c owner), or clear the TPM and enrol anew."
        ),
        FailureText(
            .tpmKeyLost,
            cause: "The TPM does not know the machine's key: it was cleared or replaced, or the disk is a copy.",
            unavailable, Remedy.otherKiosk,
            technician:
                "Have a code made for this machine (`kiosk-portal code --kiosk ID`), put it into `portal.enrolment-code-file`: it stays the same machine."
        ),
    ]
}
