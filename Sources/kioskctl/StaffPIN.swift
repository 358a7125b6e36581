import ArgumentParser
import KioskControl

/// `kioskctl staff-pin`: the hash of a PIN for the pages of manager and staff.
struct StaffPIN: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "staff-pin",
        abstract: "Asks for a staff PIN and prints its hash for the configuration; the PIN is kept nowhere.",
        discussion: """
            The output is the value of `staff.pin-hash` in kioskd's configuration.
            """)

    func run() throws {
        let pin = SecretPrompt.read("New staff PIN, 6 to 12 digits")
        let again = SecretPrompt.read("The same again")
        guard let hash = StaffPINCommand.hash(pin, again: again) else {
            throw ValidationError("The two entries differ, or are not 6 to 12 digits.")
        }
        print(hash)
    }
}
