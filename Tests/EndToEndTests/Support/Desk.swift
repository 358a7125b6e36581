import FoundationEssentials

/// The operator's page, used by its forms.
struct Desk {
    struct Answer {
        var text: String
        /// The count that the page shows.
        var failures: Int? { Desk.value(after: "data-failures=\"", in: text).flatMap { Int($0) } }
    }

    let port: UInt16
    let token: String

    static func open(_ stage: Stage) async throws -> Desk {
        let page = try await LocalHTTP.shared.send("GET", "/operator?lang=en", port: stage.screens)
        guard let token = value(after: "name=\"token\" value=\"", in: page.text) else {
            throw Problem("no token on the operator's page: \(page.status)")
        }
        return Desk(port: stage.screens, token: token)
    }

    func check(_ person: Person) async throws -> Answer { try await post("check", person) }
    func accept(_ person: Person) async throws -> Answer { try await post("accept", person) }

    private func post(_ form: String, _ person: Person) async throws -> Answer {
        let fields = "token=\(token)&language=en&window=1&operatorName=Demo+Operator&iin=\(person.iin)"
        let answer = try await LocalHTTP.shared.send(
            "POST", "/operator/\(form)", port: port,
            headers: ["Content-Type": "application/x-www-form-urlencoded"], body: Array(fields.utf8))
        return Answer(text: answer.text)
    }

    static func value(after mark: String, in text: String) -> String? {
        text.firstRange(of: mark).map { String(text[$0.upperBound...].prefix { $0 != "\"" }) }
    }
}
