import KioskDevices
import KioskDomain

/// What an operator does for a person by the forms of the page: attempts, applications, certificates (B5, E4, E5, E7, L4).
struct DeskForms {
    let options: OperatorOptions
    let link: OperatorLink
    let token: String

    func fill(_ flow: OperatorFlow, _ report: inout OperatorReport) async throws(Failure) {
        switch flow {
        case .attempts: try await post("check", ["iin": options.owner.iin], &report)
        case .accept:
            try await post("accept", ["iin": options.owner.iin, "medium": options.medium.rawValue], &report)
        case .certificates: try await post("certificates", ["iin": options.owner.iin], &report)
        case .revoke: try await revoke(&report)
        case .phone: try await registerPhone(&report)
        case .application: try await post("application", ["number": number], &report)
        case .reveal: try await post("reveal", ["number": number], &report)
        case .confirm: try await post("confirm", ["number": number, "papers": "seen"], &report)
        case .refuse, .withdraw:
            let fields = ["number": number, "justification": options.justification ?? ""]
            try await post(flow.rawValue, fields, &report)
        case .documents, .card, .changePIN, .unblock, .issue: throw Failure(.requestInvalid, "no form")
        }
    }

    private var number: String { options.caseNumber ?? "" }

    /// The newest set that can be revoked, as the page offers it.
    private func revoke(_ report: inout OperatorReport) async throws(Failure) {
        let page = try await link.form("certificates", ["iin": options.owner.iin], token: token)
        if let code = page.value("data-failure") { return report.refuse(code) }
        guard let serials = page.value("name=\"serials\" value"), !serials.isEmpty else {
            return report.refuse(FailureCode.certificateRevoked.rawValue)
        }
        let fields = [
            "iin": options.owner.iin, "serials": serials, "papers": "seen",
            "cause": RevocationCause.cessationOfOperation.rawValue,
        ]
        try await post("revoke", fields, &report)
        if report.outcome == .done { report.serials = serials.split(separator: ",").map(String.init) }
    }

    /// The person reads the code from the telephone.
    private func registerPhone(_ report: inout OperatorReport) async throws(Failure) {
        let iin = options.owner.iin
        let asked = ["iin": iin, "phone": options.number ?? "", "papers": "seen"]
        let page = try await link.form("phone-code", asked, token: token)
        if let code = page.value("data-failure") { return report.refuse(code) }
        let stub = SMSStubLink(portal: PortalLink(base: options.portal, authority: options.portalAuthority))
        let fields = [
            "iin": iin, "challenge": page.value("name=\"challenge\" value") ?? "",
            "masked": page.value("name=\"masked\" value") ?? "",
            "code": try await stub.code(iin: iin, for: "phone"),
        ]
        try await post("phone", fields, &report)
    }

    private func post(
        _ form: String, _ fields: [String: String], _ report: inout OperatorReport
    ) async throws(Failure) {
        let page = try await link.form(form, fields, token: token)
        if let code = page.value("data-failure") { return report.refuse(code) }
        report.outcome = .done
        report.failures = page.value("data-failures").flatMap { Int($0) }
        report.caseNumber = page.value("data-application")
        report.applicationStatus = page.value("data-status").flatMap { ApplicationStatus(rawValue: $0) }
        let offered = page.values("name=\"serials\" value").flatMap { $0.split(separator: ",") }
        report.serials = offered.map(String.init)
    }
}
