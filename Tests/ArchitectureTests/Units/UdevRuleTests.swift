import Testing

@Suite("udev rules")
struct UdevRuleTests {
    private static let matchKeys: Set<String> = [
        "ACTION", "SUBSYSTEM", "SUBSYSTEMS", "KERNEL", "DRIVERS", "ATTRS", "ENV",
    ]
    private static let assignKeys: Set<String> = ["GOTO", "LABEL", "GROUP", "MODE", "TAG", "SYMLINK", "IMPORT"]

    @Test("each file opens with its guards: removal, then subsystems", arguments: try Repository.files("udev-rules"))
    func guardsFirst(file: String) throws {
        let rules = try UdevRule.parse(Repository.text(file))
        try #require(rules.count > 3)
        #expect(rules[0].matches.map(\.key) == ["ACTION"] && rules[0].matches[0].value == "remove")
        #expect(rules[1].matches.map(\.key) == ["SUBSYSTEM"] && rules[1].matches[0].operator == "!=")
        let label = try #require(rules.last?.assigned("LABEL").first)
        #expect(rules[0].assigned("GOTO") == [label])
        #expect(rules[1].assigned("GOTO") == [label])
    }

    @Test("each rule that gives something matches a subsystem and more", arguments: try Repository.files("udev-rules"))
    func everyRuleHasGuard(file: String) throws {
        for rule in try UdevRule.parse(Repository.text(file)) where !rule.isMatching("ACTION") {
            guard rule.assigned("LABEL").isEmpty, rule.assigned("GOTO").isEmpty else { continue }
            #expect(rule.isMatching("SUBSYSTEM"), "\(file):\(rule.line)")
            #expect(rule.matches.count >= 2, "\(file):\(rule.line)")
        }
    }

    @Test(
        "nodes go to the group kiosk with 0660, disks behind USB to the stick helper, to nobody else, and run nothing",
        arguments: try Repository.files("udev-rules"))
    func modes(file: String) throws {
        for rule in try UdevRule.parse(Repository.text(file)) {
            #expect(Set(rule.assigned("MODE")).isSubset(of: ["0660"]), "\(file):\(rule.line)")
            let isDisk = rule.matches.contains { $0.key == "SUBSYSTEM" && $0.value == "block" }
            #expect(
                Set(rule.assigned("GROUP")).isSubset(of: [isDisk ? "kiosk-stick" : "kiosk"]), "\(file):\(rule.line)")
            if isDisk { #expect(rule.matches.contains { $0.key == "SUBSYSTEMS" && $0.value == "usb" }) }
            #expect(rule.assigned("MODE").isEmpty == rule.assigned("GROUP").isEmpty, "\(file):\(rule.line)")
            #expect(!rule.tokens.contains { $0.value == "uaccess" && $0.operator != "-=" }, "\(file):\(rule.line)")
            for token in rule.tokens {
                let known = token.isMatch ? Self.matchKeys : Self.assignKeys
                #expect(known.contains(token.key), "\(file):\(rule.line): \(token.key)")
            }
        }
    }

    @Test("reader, camera and printer are each found by class and get a stable link")
    func stableLinks() throws {
        let rules = try UdevRule.parse(Repository.text("udev-rules/70-psc-kiosk.rules"))
        let links = rules.map { $0.assigned("SYMLINK").joined(separator: " ") }
            .joined(separator: " ").split(separator: " ").map(String.init)
        let port = "$env{ID_PATH_TAG}"
        #expect(
            Set(links) == [
                "psc-kiosk/reader-" + port, "psc-kiosk/camera", "psc-kiosk/camera-" + port, "psc-kiosk/printer",
                "psc-kiosk/printer-" + port,
            ])
        let values = Set(rules.flatMap(\.matches).map(\.value))
        #expect(values.isSuperset(of: ["*:0b????:*", "*:capture:*", "07"]))
    }

    @Test("the small parser refuses what is not a rule")
    func parserRefuses() {
        for text in ["SUBSYSTEM", "SUBSYSTEM=usb", #"SUBSYSTEM=="usb" MODE="0660""#, #"MODE="0660",,"#, #"MODE="06"#] {
            #expect(throws: UdevRule.Malformed(line: 1)) { try UdevRule.parse(text) }
        }
    }
}
