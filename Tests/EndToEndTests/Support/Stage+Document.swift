import KioskTestSupport

/// A person's own document in the reader, in the place of the card.
extension Stage {
    static let can = "381729"

    /// Where kioskd finds who signed the document.
    var documentAuthority: String { folder.file("run/document-authority.pem") }

    /// The document of `person`, out of the reader. kioskd trusts it when it starts afterwards.
    func startDocument(of person: Person, picture: String) async throws {
        let arguments = [
            "card", "--kind", "emrtd", "--state", folder.file("document.json"), "--iin", person.iin,
            "--document-number", person.document, "--can", Self.can, "--portrait", picture,
            "--authority", documentAuthority, "--control", folder.file("run/card.sock"), "--removed",
        ]
        try await run("card", "kiosk-sim", arguments, ready: "card ready")
    }

    /// Takes the document away and has the card of `person` there, out of the reader.
    func exchangeDocumentForCard(of person: Person) async throws {
        try await order("card", "remove")
        guard try await child("card")?.stop() == 0 else { throw Problem("the document does not go") }
        try await startCard(of: person)
    }
}
