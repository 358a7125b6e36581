import ArgumentParser

/// The entry point: vendor modules for tokens, each in a process of its own (DESIGN 2).
@main
struct KioskToken: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kiosk-token",
        abstract: "Reaches tokens and cards through the PKCS#11 modules of their makers.",
        discussion: """
            Each module runs in a process of its own: one that hangs or crashes
            is ended, and touches nothing else. Which module serves which medium
            stands in /etc/psc-kiosk/token-modules.json.

            Examples:
              kiosk-token list                     what each module sees
              kiosk-token list --json              the same for programs
              kiosk-token list --modules my.json   with another table
              kiosk-token serve --socket ./token.sock   for kioskd by hand
            """,
        subcommands: [Serve.self, List.self, Worker.self])
}
