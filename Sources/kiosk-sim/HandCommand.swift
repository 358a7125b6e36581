import ArgumentParser
import DemonstrationStage

/// `kiosk-sim hand`: does something to a virtual part of a running demonstration.
struct HandCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hand", abstract: "Does by hand what a person would do to a card, a printer, a camera.",
        discussion: """
            EXAMPLES
              kiosk-sim hand insert                   the card goes into the reader
              kiosk-sim hand remove
              kiosk-sim hand fault pull ins=47        pulled out while keys are made
              kiosk-sim hand card status
              kiosk-sim hand operator remove          the operator's card leaves its reader: the desk locks
              kiosk-sim hand phone code TEXT          a QR code before the camera for documents; also phone empty
              kiosk-sim hand stick in                 also: out, two, full, read-only, keyboard, damaged, pull, pull-reading
              kiosk-sim hand paper out                also: paper ok, cover open, cover closed, vanish, back
              kiosk-sim hand dark                     also: person NAME, two-faces, empty, unplug, plug
              kiosk-sim hand turn left                the virtual head: also turn right, turn ahead, closer, camera back
            """)

    @Argument(help: "What to do.")
    var order: [String]

    @Option(help: "State folder of the demonstration.")
    var state = DemoCommand.standardState

    func validate() throws {
        guard HandOrder(order) != nil else {
            throw ValidationError("nobody knows how to '\(order.joined(separator: " "))'; see kiosk-sim hand --help")
        }
    }

    func run() async throws {
        guard let order = HandOrder(order) else { throw ExitCode.validationFailure }
        do {
            let answer = try await order.carryOut(try DemoCommand.running(on: state))
            Console.say(answer)
            if answer.hasPrefix("error") { throw ExitCode.failure }
        } catch let problem as StageProblem {
            Console.complain("\(problem)")
            throw ExitCode.failure
        }
    }
}
