import FoundationEssentials
import HTTPTypes
import KioskDomain
import NIOHTTP1
import PortalClient
import PortalContract
import Testing

@testable import PortalServer

/// Issue 7.10: a newcomer sees what arrived.
@Suite("What arrived: the page of the portal's own operator", .onEachStore) struct ArrivalsPageTests {
    private func page(_ portal: PortalFixture, _ query: String) async throws -> String {
        let answer = try await Wire(portal: portal).send(.get, "/arrivals?\(query)")
        #expect(answer.status == 200, "\(query)")
        return answer.text
    }

    /// The part of the page that shows one kind.
    private func section(_ kind: ArrivalKind, _ page: String) throws -> String {
        let start = try #require(page.firstRange(of: "<section id=\"\(kind.rawValue)\""), "\(kind)")
        let rest = page[start.lowerBound...]
        let end = try #require(rest.firstRange(of: "</section>"))
        return String(rest[..<end.lowerBound])
    }

    @Test("each kind appears after its own call, with time, machine, centre where known, and state; and is counted")
    func kinds() async throws {
        try await withPortal(rules: ExchangeSamples.rules()) { portal in
            let empty = try await page(portal, "l=en")
            let untouched: [ArrivalKind] = [
                .applications, .exchanges, .documents, .logIns, .slips, .missingCodes, .revocations,
            ]
            for kind in untouched {
                #expect(try section(kind, empty).contains("There is nothing."), "\(kind)")
                #expect(empty.contains("data-kind=\"\(kind.rawValue)\"><span class=\"count\">0<"), "\(kind)")
            }
            let made = try await ArrivalSamples.fill(portal)
            let shown = try await page(portal, "l=en")
            let (adult, kiosk, day) = ("••••••••0019", made.kiosk, FleetView.clock(portal.clock.now().milliseconds))
            let rows: [(ArrivalKind, [String])] = [
                (.attempts, ["At a kiosk · attempt 1", "Your identity is confirmed.", adult, kiosk]),
                (.applications, [made.application, "ID card", "Certificates issued", adult, kiosk]),
                (.certificates, [made.serials.signature.serial, made.serials.authentication.serial, "Revoked", kiosk]),
                (.revocations, [made.serials.signature.serial, "The card or the key is lost", adult]),
                (.exchanges, ["••••\(made.slip.suffix(4))", "With an officer", adult, kiosk]),
                (.documents, ["Identity card", "Opened by the owner", "Shown", "(digital.code-used)", adult]),
                (.logIns, ["<td>EDS</td>", "Signed with the EDS", adult, kiosk]),
                (.slips, ["B002", "Waiting", "Kokshetau (PSC-9)"]),
                (.reservations, [made.reservation, "10:30", "Booked", "Kokshetau (PSC-9)", "••••••••0064"]),
                (.missingCodes, [made.report, "Received", adult, kiosk]),
                (.machines, [kiosk, "kiosk", "Enrolled", "Shymkent (PSC-3)"]),
            ]
            #expect(rows.map(\.0) == ArrivalKind.allCases)
            for (kind, words) in rows {
                let part = try section(kind, shown)
                for word in words where !part.contains(word) { Issue.record("\(kind) has no \(word): \(part)") }
                #expect(part.contains("<th scope=\"row\">\(day.prefix(10))"), "\(kind)")
                let alone = try await page(portal, "l=en&kind=\(kind.rawValue)")
                #expect(try section(kind, alone) == part, "\(kind)")
                #expect(alone.ranges(of: "<section ").count == 2, "\(kind)")
            }
            for (kind, count) in [(ArrivalKind.exchanges, 1), (.documents, 3), (.logIns, 1), (.slips, 1)] {
                let tile = "data-kind=\"\(kind.rawValue)\"><span class=\"count\">\(count)<"
                #expect(shown.contains(tile), "\(kind)")
            }
            portal.clock.advance(by: .seconds(86_500))
            #expect(try await page(portal, "l=en").contains("data-kind=\"log-ins\"><span class=\"count\">0<"))
        }
    }

    @Test("E3: what is for a legal entity names it and its BIN beside the masked head; what is a person's names none")
    func organisations() async throws {
        try await withPortal { portal in
            try await portal.withMachine { machine in
                let head = try await OrganisationHead(machine)
                let made = try await machine.client.applyForOrganisation(try head.request("230440000010"), key: "o")
                let entity = try await machine.client.issueCertificates(
                    made.number, try Requests.pair(naming: People.adult))
                try await portal.withMachine([.desk]) { desk in
                    for serial in [entity.signature.serial, head.holder.set.signature.serial] {
                        _ = try await desk.client.revoke(
                            serial, RevocationRequest(cause: .keyCompromise, operatorID: "Operator 1"))
                    }
                }
                for (language, word) in [("kk", "БСН"), ("ru", "БИН"), ("en", "BIN")] {
                    let shown = try await page(portal, "l=\(language)")
                    for (kind, entitys, persons) in [
                        (ArrivalKind.applications, [made.number], [head.holder.application]),
                        (
                            .certificates, [entity.signature.serial, entity.authentication.serial],
                            [head.holder.set.signature.serial, head.holder.set.authentication.serial]
                        ), (.revocations, [entity.signature.serial], [head.holder.set.signature.serial]),
                    ] {
                        let rows = try section(kind, shown).components(separatedBy: "<tr>").dropFirst(2)
                        #expect(rows.count == entitys.count + persons.count, "\(kind)")
                        for row in rows {
                            #expect(row.contains("••••••••0019"), "\(kind)")
                            let isEntitys = entitys.contains { row.contains($0) }
                            #expect(isEntitys || persons.contains { row.contains($0) }, "\(kind): \(row)")
                            #expect(
                                row.contains("<br>Demo Organisation 1 · \(word) 230440000010") == isEntitys,
                                "\(kind) \(language): \(row)")
                        }
                    }
                }
            }
        }
    }

    @Test("P4: no whole IIN, name, phone, code, slip of an exchange, document number, ID of a log-in or free text")
    func nothingPersonal() async throws {
        try await withPortal(rules: ExchangeSamples.rules()) { portal in
            let made = try await ArrivalSamples.fill(portal)
            let codes = try await portal.withMachine { machine in
                _ = try await machine.client.requestSMSCode(
                    SMSChallengeRequest(iin: People.adult, purpose: .login))
                return [try await machine.stubCode(People.adult)]
            }
            let secrets = [
                People.adult, People.neverMatching, People.child, People.withoutPortrait, People.withoutPhone,
                People.fourFailures, People.fiveFailures, "Demo Person", "+77", "•• ••", "Nothing came", "Operator 1",
                "home-0", "mobile-0", made.slip, made.logIn.logIn, made.logIn.qr, made.logIn.challenge,
                made.access.access, made.access.qr ?? "no code", String(repeating: "a", count: 64),
            ]
            for language in Language.allCases {
                for kind in [""] + ArrivalKind.allCases.map(\.rawValue) {
                    let shown = try await page(portal, "l=\(language.rawValue)&kind=\(kind)")
                    for secret in secrets { #expect(!shown.contains(secret), "personal data, or a code: \(kind)") }
                    let words = Set(shown.split { !$0.isLetter && !$0.isNumber }.map { String($0) })
                    #expect(words.isDisjoint(with: codes + Array(ExchangeSamples.numbers.values)), "\(kind)")
                }
            }
        }
    }

    @Test("older ones follow by twenty, each once, of one instant too")
    func older() async throws {
        try await withPortal { portal in
            portal.clock.stand()
            try await ArrivalSamples.missingCodes(portal, 1...30)
            portal.clock.advance(by: .seconds(1))
            try await ArrivalSamples.missingCodes(portal, 31...45)
            var found: [[String]] = []
            var query: String? = "l=en&kind=missing-codes"
            while let asked = query, found.count < 5 {
                let shown = try await page(portal, asked)
                found.append(shown.matches(of: /R[0-9]{9}/).map { String($0.output) })
                query = shown.firstMatch(of: /class="older" href="\/arrivals\?([^"]*)"/)
                    .map { String($0.output.1).replacing("&amp;", with: "&") }
            }
            #expect(found.map(\.count) == [20, 20, 5])
            let wanted: [String] = (1...45).reversed().map { number in "R0000000\(number < 10 ? "0" : "")\(number)" }
            #expect(found.flatMap { $0 } == wanted)
        }
    }

    @Test("kk, ru and en: as the link says, else as the browser wishes, else Kazakh")
    func languages() async throws {
        try await withPortal { portal in
            let wire = Wire(portal: portal)
            for (query, wish, language) in [
                ("", "xx", "kk"), ("", "ru-KZ, en;q=0.5", "ru"), ("?l=en", "ru", "en"), ("?l=xx", "en", "en"),
            ] {
                let answer = try await wire.send(.get, "/arrivals\(query)", headers: [("accept-language", wish)])
                #expect(answer.headers.first(name: "content-language") == language)
                #expect(answer.text.contains("<html lang=\"\(language)\">"))
                let title = Language(rawValue: language).map { ArrivalTexts.title[$0] } ?? ""
                #expect(answer.text.contains("<h1>\(title)</h1>"))
            }
        }
    }

    @Test("whatever the address asks is answered; nothing of it comes back as markup, and no script may run")
    func hostile() async throws {
        try await withPortal { portal in
            for query in [
                "kind=%3Cb%3E", "kind=attempts&after=%27--", "kind=attempts&after=-1-0",
                "kind=attempts&after=1-999999999", "kind=attempts&after=99999999999999999999-0", "after=5-5",
                "l=%3Cb%3E", "kind=attempts&kind=slips",
            ] {
                let shown = try await page(portal, query)
                #expect(!shown.contains("<b>") && !shown.contains("<script"), "\(query)")
            }
            let answer = try await Wire(portal: portal).send(.get, "/arrivals")
            let policy = ["default-src", "style-src", "form-action", "base-uri", "frame-ancestors"].map {
                $0 == "style-src" ? "\($0) 'self'" : "\($0) 'none'"
            }
            #expect(answer.headers.first(name: "content-security-policy") == policy.joined(separator: "; "))
            for (name, value) in [
                ("referrer-policy", "no-referrer"), ("x-robots-tag", "noindex"), ("cache-control", "no-store"),
                ("x-content-type-options", "nosniff"),
            ] { #expect(answer.headers.first(name: name) == value) }
            #expect(try await Wire(portal: portal).send(.get, "/arrivals/page.css").status == 200)
            #expect(try await Wire(portal: portal).send(.get, "/").text.contains("href=\"/arrivals"))
        }
    }

    @Test("in production not at the open port; at the port for machines for technicians and admins, of any portal")
    func access() async throws {
        for demonstration in [true, false] {
            try await withPortal(demonstration: demonstration) { portal in
                let paths = ["/arrivals", "/arrivals/page.css"]
                for path in paths {
                    let open = try await Wire(portal: portal).send(.get, path)
                    #expect(open.status == (demonstration ? 200 : 404), "\(path)")
                }
                for role in KioskRole.allCases {
                    let wire = Wire(portal: portal, identity: try await portal.enrol([role]))
                    let isTeam = role == .technician || role == .admin
                    for path in paths {
                        let answer = try await wire.send(.get, path)
                        #expect(answer.status == (isTeam ? 200 : 403), "\(role) \(path)")
                        #expect(isTeam || answer.problem?.code == FailureCode.roleRefused.rawValue, "\(role) \(path)")
                    }
                }
                let index = try await Wire(portal: portal).send(.get, "/").text
                #expect(index.contains("href=\"/arrivals") == demonstration)
                let team = Wire(portal: portal, identity: try await portal.enrol([.technician]))
                let shown = try await team.send(.get, "/arrivals?l=en").text
                #expect(shown.contains("class=\"mark\"") == demonstration && shown.contains("href=\"/fleet\""))
            }
        }
    }
}
