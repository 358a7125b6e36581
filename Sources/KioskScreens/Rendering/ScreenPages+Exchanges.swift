import KioskDomain
import KioskTexts

extension ScreenPages {
    /// The officer's part of the desk's page, by itself.
    func exchangeSection(_ view: ExchangeDeskView, language: Language) -> String {
        render("operator-exchange", spoken(exchanges(view), in: language))
    }

    func exchanges(_ view: ExchangeDeskView) -> [String: Any] {
        var context: [String: Any] = [
            "title": DeskExchangeTexts.title, "key": view.key, "stage": view.stageName,
        ]
        switch view.stage {
        case .closed(let code):
            context["refused"] = code.map { failure($0) }
            context["ways"] = ways(view)
        case .settled(let settlement):
            context["settled"] = settled(settlement)
            context["ways"] = ways(view)
        case .opening, .handingOver: context["wait"] = DeskExchangeTexts.asking
        case .open(let dossier, let code):
            context["refused"] = code.map { failure($0) }
            context["file"] = file(dossier, view, decidable: true)
        case .reading(let dossier): waiting(&context, dossier, view, DeskExchangeTexts.reading)
        case .signing(let dossier): waiting(&context, dossier, view, DeskExchangeTexts.signing)
        case .sending(let dossier, _): waiting(&context, dossier, view, DeskExchangeTexts.sending)
        case .lastTry(let dossier, let tries, let mistake):
            waiting(&context, dossier, view, nil)
            context["pin"] = pin(dossier, tries, mistake, nil)
        case .pin(let dossier, let tries, let mistake):
            waiting(&context, dossier, view, nil)
            context["pin"] = pin(dossier, tries, mistake, view.pad)
        case .unanswered(let dossier, _, let code):
            waiting(&context, dossier, view, nil)
            context["refused"] = failure(code)
            context["unanswered"] =
                [
                    "text": DeskExchangeTexts.unanswered, "again": DeskExchangeTexts.sendAgain,
                    "close": DeskExchangeTexts.close,
                ] as [String: Any]
        }
        if view.asksForMoreTime {
            context["moreTime"] =
                ["text": DeskExchangeTexts.stillHere, "more": MoreTimeTexts.more] as [String: Any]
        }
        return context
    }

    private func waiting(
        _ context: inout [String: Any], _ dossier: ExchangeDossier, _ view: ExchangeDeskView, _ text: Localised?
    ) {
        context["wait"] = text
        context["file"] = file(dossier, view, decidable: false)
    }

    // MARK: - Queue

    private func ways(_ view: ExchangeDeskView) -> [String: Any] {
        var ways: [String: Any] = [
            "refresh": DeskExchangeTexts.refresh, "slipNumber": DeskExchangeTexts.slipNumber,
            "open": DeskExchangeTexts.open, "journalled": DeskExchangeTexts.journalled,
            "handOver": DeskExchangeTexts.handOver, "arrived": DeskExchangeTexts.arrived,
            "newNumber": DeskExchangeTexts.newNumber, "until": DeskExchangeTexts.until,
            "collected": DeskExchangeTexts.collected, "iinLabel": DeskExchangeTexts.iin,
        ]
        ways["unknown"] = view.queueRefusal.map { failure($0) }
        guard let queue = view.queue else {
            if view.queueRefusal == nil { ways["asking"] = DeskExchangeTexts.asking }
            return ways
        }
        ways["count"] = DeskExchangeTexts.waiting.with(queue.waiting)
        ways["waiting"] = String(queue.waiting)
        if queue.rows.isEmpty { ways["nobody"] = DeskExchangeTexts.nobody } else { ways["queue"] = table(queue) }
        if queue.hasMore, let last = queue.rows.last {
            ways["more"] = ["text": DeskExchangeTexts.more, "after": last.slip] as [String: Any]
        }
        if queue.isLater { ways["fromStart"] = DeskExchangeTexts.fromStart }
        return ways
    }

    private func table(_ queue: ExchangeQueue) -> [String: Any] {
        [
            "slipLabel": DeskExchangeTexts.slip, "nameLabel": DeskExchangeTexts.applicant,
            "timeLabel": DeskExchangeTexts.submitted, "actionLabel": DeskExchangeTexts.action,
            "rows": queue.rows.map { ["slip": $0.slip, "name": $0.name, "time": $0.submitted] as [String: Any] },
        ]
    }

    // MARK: - Application

    private func file(_ dossier: ExchangeDossier, _ view: ExchangeDeskView, decidable: Bool) -> [String: Any] {
        let iin = dossier.isRevealed ? dossier.iin.digits : dossier.iin.masked
        var facts: [(Localised, Localised)] = [
            (DeskExchangeTexts.applicant, same(dossier.name)), (IdentityTexts.iin, same(iin)),
            (DeskExchangeTexts.born, same(dossier.birthDate.short)),
            (DeskExchangeTexts.card, same(dossier.documentNumber)),
            (DeskExchangeTexts.until, same(dossier.expiresOn.short)),
            (DeskExchangeTexts.submitted, same(dossier.submittedOn.short)),
            (DeskExchangeTexts.state, ExchangeStandingTexts.name(of: dossier.stage)),
            (ExchangeStandingTexts.fee, ExchangeStandingTexts.name(of: dossier.fee)),
        ]
        if let reason = dossier.annulment {
            facts.append((ExchangeStandingTexts.why, ExchangeStandingTexts.name(of: reason)))
        }
        var file: [String: Any] = [
            "slip": dossier.slip, "slipLabel": DeskExchangeTexts.slip, "close": DeskExchangeTexts.close,
            "facts": facts.map { ["label": $0.0, "value": $0.1] as [String: Any] },
            "pictures": [ExchangePicture.photo, .registerPhoto, .specimen, .registerSpecimen].map {
                picture($0, view.pictures[$0])
            },
            "checksTitle": DeskExchangeTexts.checks, "checks": dossier.findings.map(finding),
        ]
        guard decidable else { return file }
        file["closable"] = DeskExchangeTexts.close
        if !dossier.isRevealed { file["reveal"] = CaseTexts.reveal }
        if dossier.isUndecided { file["decide"] = decide(dossier) }
        return file
    }

    private func decide(_ dossier: ExchangeDossier) -> [String: Any] {
        var decide: [String: Any] = [
            "annul": DeskExchangeTexts.annul, "because": DeskExchangeTexts.reason, "note": DeskExchangeTexts.feeNote,
            "reasons": CardExchangeCase.AnnulmentReason.allCases.map {
                ["value": $0.rawValue, "text": ExchangeStandingTexts.name(of: $0)] as [String: Any]
            },
        ]
        if dossier.mayBeCertified {
            decide["certify"] = DeskExchangeTexts.certify
        } else {
            decide["onlyAnnul"] = DeskExchangeTexts.onlyAnnul
        }
        return decide
    }

    private func picture(_ kind: ExchangePicture, _ name: String?) -> [String: Any] {
        var shown: [String: Any] = [
            "kind": kind.rawValue, "title": DeskExchangeTexts.title(of: kind), "none": DeskExchangeTexts.none,
        ]
        shown["name"] = name
        return shown
    }

    private func finding(_ finding: ExchangeFinding) -> [String: Any] {
        [
            "subject": finding.subject.rawValue, "label": DeskExchangeTexts.name(of: finding.subject),
            "passed": finding.passed,
            "answer": finding.passed ? DeskExchangeTexts.passed : DeskExchangeTexts.failed,
        ]
    }

    private func settled(_ settlement: ExchangeSettlement) -> [String: Any] {
        var shown: [String: Any] = [
            "slip": settlement.slip, "stage": settlement.stage.rawValue,
            "slipLabel": DeskExchangeTexts.slip, "state": ExchangeStandingTexts.name(of: settlement.stage),
            "fee": settlement.fee.rawValue, "feeLabel": ExchangeStandingTexts.fee,
            "feeName": ExchangeStandingTexts.name(of: settlement.fee),
        ]
        shown["reason"] = settlement.annulment.map { ExchangeStandingTexts.name(of: $0) }
        return shown
    }

    // MARK: - PIN

    /// The officer's PIN, or the yes before the last try or an unknown one (E9); `pad` is nil for the latter.
    private func pin(
        _ dossier: ExchangeDossier, _ tries: PINTries, _ mistake: FailureCode?, _ pad: PINPad?
    ) -> [String: Any] {
        var pin: [String: Any] = [
            "title": DeskExchangeTexts.pinTitle.with(dossier.slip), "back": DeskExchangeTexts.back,
        ]
        pin["mistake"] = mistake?.text
        if let pad {
            pin["entry"] = padEntry(tries, pad, DeskExchangeTexts.sign)
        } else {
            pin["say"] = beforeTry(tries)
            pin["lastTry"] = yes(tries)
        }
        return pin
    }

    private func same(_ text: String) -> Localised { Localised(kk: text, ru: text, en: text) }
}
