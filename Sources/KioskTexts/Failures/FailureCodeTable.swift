import KioskDomain

/// `docs/failure-codes.md`, written from the code.
public enum FailureCodeTable {
    /// The whole page in Markdown.
    public static var markdown: String {
        let rows = FailureText.all.map { entry in
            let cells = [
                "`\(entry.code.rawValue)`", entry.cause, "\(entry.text.en) \(entry.remedy.en)", entry.technicianRemedy,
            ]
            return "| " + cells.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |"
        }
        return head + rows.joined(separator: "\n") + "\n"
    }

    private static let head = """
        # Failure codes

        Every outcome that a person meets has one of these codes; it stands on screens, slips, in the journal and in
        `kioskctl diagnose`. A code is never renamed or given to something else. The texts in Kazakh, Russian and
        English stand in `Sources/KioskTexts/Failures`; a test keeps this page equal to them.

        | Code | Cause | What the person reads | What a technician does |
        |---|---|---|---|

        """
}
