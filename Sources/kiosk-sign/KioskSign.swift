import ArgumentParser

/// The entry point: documents, key files and certificates from outside, in a process of their own (DESIGN 2).
@main
struct KioskSign: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kiosk-sign",
        abstract: "Makes and judges signatures (CMS, XML), reads key files and certificates, for kioskd.",
        discussion: """
            It has no network and opens no file once it listens: what it needs from outside, kioskd fetches.

            Examples:
              kiosk-sign serve --socket /run/user/1000/sign.sock
              kiosk-sign serve --socket /tmp/sign.sock --parent $$
            """,
        subcommands: [Serve.self])
}
