import KioskDevices
import SlipDesign
import SlipPrinter

/// The centre's own templates and layouts: read once at start and tried on the paper of this kiosk's printer.
struct SlipTemplates: Sendable {
    /// Where they are kept; nil where the shipped slips are printed.
    let folder: String?
    let book: SlipBook

    init(folder: String?, paper: SlipRenderer.Paper) {
        self.folder = folder
        book = folder.map { SlipBook(folder: $0, papers: [paper]) } ?? .shipped
    }

    /// A warning names the first thing that is wrong; slips are printed all the same, with what is shipped in its place.
    var status: DeviceStatus {
        guard let first = book.findings.first else {
            let finding = folder == nil ? "shipped templates" : "the centre's own templates"
            return DeviceStatus(id: "slips.templates", name: folder ?? "", health: .ok, finding: finding)
        }
        let more = book.findings.count > 1 ? " (and \(book.findings.count - 1) more)" : ""
        return DeviceStatus(
            id: "slips.templates", name: folder ?? "", health: .warning, code: first.code,
            finding: "\(first.place): \(first.reason)\(more); the shipped one is used")
    }
}
