import KioskDomain
import KioskTexts

extension ScreenPages {
    /// The part of the operator's page about a digital document, by itself.
    func documentSection(_ view: DocumentDeskView, language: Language) -> String {
        render("operator-document", spoken(documents(view), in: language))
    }

    func documents(_ view: DocumentDeskView, at now: ContinuousClock.Instant = .now) -> [String: Any] {
        var context: [String: Any] = [
            "title": DeskDocumentTexts.title, "key": view.key, "history": history(view.history),
        ]
        switch view.stage {
        case .closed(let code):
            context["stage"] = "closed"
            context["ways"] = ways(view)
            context["refused"] = code.map(refusal)
        case .scanning:
            context["stage"] = "scanning"
            context["wait"] = DeskDocumentTexts.scanning
            context["stop"] = DeskDocumentTexts.stop
        case .asking:
            context["stage"] = "asking"
            context["wait"] = DeskDocumentTexts.asking
        case .shown(let document, let uses):
            context["stage"] = "shown"
            context["shown"] = shown(document, uses, view, now)
        }
        return context
    }

    private func ways(_ view: DocumentDeskView) -> [String: Any] {
        var ways: [String: Any] = [
            "codeLabel": DeskDocumentTexts.code, "show": DeskDocumentTexts.show, "consent": DeskDocumentTexts.consent,
        ]
        if view.hasCamera { ways["scan"] = DeskDocumentTexts.scan }
        return ways
    }

    private func history(_ view: DocumentHistoryView?) -> [String: Any] {
        var context: [String: Any] = ["title": DocumentHistoryTexts.desk]
        switch view {
        case nil: return context
        case .asking: context["asking"] = DocumentHistoryTexts.asking
        case .refused(let code): context["why"] = refusal(code)
        case .shown(let lines, let hasEarlier):
            context["noLines"] = lines.isEmpty ? DocumentHistoryTexts.none : nil
            context["lines"] = lines.isEmpty ? nil : table(lines)
            if hasEarlier, let last = lines.last {
                context["before"] =
                    ["label": DocumentHistoryTexts.earlier, "position": "\(last.position)"] as [String: Any]
            }
        }
        context["unfolded"] = ["newest": DocumentHistoryTexts.newest, "hide": DocumentHistoryTexts.hide]
        return context
    }

    private func table(_ lines: [DocumentHistoryLine]) -> [String: Any] {
        [
            "heads": [
                DocumentHistoryTexts.time, DeskDocumentTexts.document, DeskDocumentTexts.owner,
                DocumentHistoryTexts.deed, DocumentHistoryTexts.who,
            ],
            "rows": lines.map { line in
                var row: [String: Any] = [
                    "time": "\(line.on.date.short) \(line.on.time.hoursAndMinutes)", "owner": line.owner,
                    "document": DeskDocumentTexts.name(of: line.kind), "deed": DocumentHistoryTexts.deed(of: line),
                    "who": line.operatorName ?? "–",
                ]
                row["reason"] = DocumentHistoryTexts.reason(of: line)
                return row
            },
        ]
    }

    private func refusal(_ code: FailureCode) -> [String: Any] {
        ["text": code.text, "remedy": code.remedy, "code": code.rawValue]
    }

    private func shown(
        _ document: DeskDocument, _ uses: DocumentUses, _ view: DocumentDeskView, _ now: ContinuousClock.Instant
    ) -> [String: Any] {
        var facts: [(Localised, Localised)] = [
            (DeskDocumentTexts.document, DeskDocumentTexts.name(of: document.kind)),
            (DeskDocumentTexts.number, same(document.number)), (DeskDocumentTexts.owner, same(document.name)),
            (IdentityTexts.iin, same(document.owner.masked)),
            (DeskDocumentTexts.born, same(document.birthDate.short)),
        ]
        if let day = document.expiresOn { facts.append((DeskDocumentTexts.until, same(day.short))) }
        facts.append((DeskDocumentTexts.issuer, same(document.issuer)))
        let seconds = view.secondsLeft(at: now) ?? 0
        var shown: [String: Any] = [
            "verified": DeskDocumentTexts.verified, "leftLabel": DeskDocumentTexts.left, "seconds": String(seconds),
            "left": DeskDocumentTexts.clock(seconds),
            "facts": facts.map { ["label": $0.0, "value": $0.1] as [String: Any] },
            "caseLabel": DeskDocumentTexts.caseNumber, "use": DeskDocumentTexts.use, "underWay": uses.isUnderWay,
            "reference": DeskDocumentTexts.reference, "close": DeskDocumentTexts.close,
            "attached": uses.cases.map { DeskDocumentTexts.attached.with($0) },
            "cases": uses.cases.joined(separator: " "), "kind": document.kind.rawValue,
        ]
        shown["notAttached"] = uses.refusal.map(refusal)
        if view.asksForMoreTime {
            shown["moreTime"] = ["text": DeskDocumentTexts.stillHere, "more": MoreTimeTexts.more] as [String: Any]
        }
        return shown
    }

    private func same(_ text: String) -> Localised { Localised(kk: text, ru: text, en: text) }
}
