import HelperProtocol
import KioskDevices
import KioskDomain

/// A module as a technician sees it: no certificate, and no twelve digits in a row (P4).
struct ListedModule: Encodable {
    struct Token: Encodable {
        var slot: UInt64
        var slotName: String
        var label: String
        var product: String
        var fingerprint: String
        var userPIN: TokenPINState
        var officerPIN: TokenPINState
        var pinpad: Bool
        var writeProtected: Bool
        var signs: [TokenKeyAlgorithm]
        var generates: [TokenKeyAlgorithm]
        var keys: [TokenKeyAlgorithm]
        var certificates: Int
    }

    var name: String
    var medium: String
    var product: String
    var path: String?
    var library: String
    var health: Health
    var code: String?
    var finding: String
    var tokens: [Token]

    init(_ report: TokenModuleReport) {
        name = report.name
        medium = report.medium.rawValue
        product = report.status.name
        path = report.path
        library = report.library
        health = report.status.health
        code = report.status.code?.rawValue
        finding = report.status.finding
        tokens = report.tokens.map { token in
            Token(
                slot: token.reference.slot, slotName: token.slotName, label: masked(token.label),
                product: token.product, fingerprint: token.reference.fingerprint, userPIN: token.userPIN,
                officerPIN: token.officerPIN, pinpad: token.hasPINPad, writeProtected: token.isWriteProtected,
                signs: token.signs, generates: token.generates, keys: token.keys.map(\.algorithm),
                certificates: token.certificates.count)
        }
    }

    /// For people: a line for the module, three for each token.
    var text: String {
        let remedy = code.map { " [\($0)]" } ?? ""
        var lines = ["\(name) (\(product)): \(health.rawValue)\(remedy): \(finding)"]
        if let path { lines.append("  module \(path)\(library.isEmpty ? "" : ", \(library)")") }
        for token in tokens {
            lines.append("  slot \(token.slot), \(token.slotName): \(token.label), \(token.product)")
            lines.append(
                "    PIN \(words(token.userPIN)), PUK \(words(token.officerPIN))\(token.pinpad ? ", PIN pad" : "")"
                    + "\(token.writeProtected ? ", write-protected" : ""), fingerprint \(token.fingerprint)")
            lines.append(
                "    keys: \(list(token.keys)); certificates: \(token.certificates); signs: \(list(token.signs));"
                    + " makes: \(list(token.generates))")
        }
        return lines.joined(separator: "\n")
    }

    private func words(_ state: TokenPINState) -> String {
        state.condition.rawValue + (state.mustBeChanged ? " (must be changed)" : "")
    }

    private func list(_ algorithms: [TokenKeyAlgorithm]) -> String {
        algorithms.isEmpty ? "none" : algorithms.map(\.rawValue).joined(separator: " ")
    }
}

/// Twelve digits in a row may be an IIN: all but the last four become dots.
private func masked(_ text: String) -> String {
    text.replacing(/\d{12,}/) { match in
        String(repeating: "•", count: match.output.count - 4) + match.output.suffix(4)
    }
}
