import KioskDomain
import KioskTexts

/// The lists of a personal account: the newest rows of each on its own screen, and each of them page by page.
extension StageView {
    static func listed(_ open: OpenAccount, _ page: AccountPage) -> StageView {
        let (all, summary) = (rows(of: page.group, in: open.summary), open.summary)
        let range = page.rows(of: all.count)
        var view = StageView("account-list", title(of: page.group), lead: AccountTexts.rows(range, of: all.count))
        view.content["rows"] = all[range].map { $0.content(isWhole: true) }
        view.cancel = Button(AccountTexts.back, .cancel)
        let (previous, next) = (AccountPage(page.group, page.number - 1), AccountPage(page.group, page.number + 1))
        if summary.holds(previous) {
            view.content["choice"] = choice(Button(AccountTexts.previous, .accountPage(previous)))
        }
        if summary.holds(next) { view.primary = Button(AccountTexts.next, .accountPage(next)) }
        return view
    }

    /// One row of a list.
    private struct Row {
        var name: Localised
        var standing: Localised
        var date: Localised?
        /// More about it, where there is room.
        var more: [Localised] = []

        /// - Parameter isWhole: with all that is known.
        func content(isWhole: Bool) -> [String: Any] {
            var shown: [String: Any] = ["name": name, "standing": standing]
            shown["date"] = date
            if isWhole { shown["more"] = more }
            return shown
        }
    }

    private static func title(of group: AccountGroup) -> Localised {
        switch group {
        case .certificates: AccountTexts.certificates
        case .applications: AccountTexts.applications
        case .attempts: AccountTexts.attempts
        case .exchanges: AccountTexts.exchanges
        case .documents: DocumentHistoryTexts.account
        }
    }

    private static func rows(of group: AccountGroup, in summary: AccountSummary) -> [Row] {
        switch group {
        case .certificates:
            summary.certificates.map {
                Row(
                    name: CardCareTexts.names(of: $0.uses), standing: AccountTexts.name(of: $0.standing),
                    date: AccountTexts.until($0.lastDay))
            }
        case .applications:
            summary.applications.map {
                Row(
                    name: same($0.number), standing: MyApplicationTexts.name(of: $0.status),
                    date: same($0.madeOn.short))
            }
        case .attempts:
            summary.attempts.map { Row(name: same($0.on.short), standing: $0.outcome?.text ?? AccountTexts.open) }
        case .exchanges: summary.exchanges.map(row(of:))
        case .documents: summary.documents.map(row(of:))
        }
    }

    /// I5: an annulled one with its reason, and what the person does about it.
    private static func row(of exchange: AccountSummary.Exchange) -> Row {
        var row = Row(name: same(exchange.slip), standing: ExchangeStandingTexts.name(of: exchange.stage))
        if let reason = exchange.annulment {
            row.more = [ExchangeStandingTexts.because(reason), ExchangeStandingTexts.next(exchange.stage)]
        }
        return row
    }

    private static func row(of line: DocumentHistoryLine) -> Row {
        var row = Row(
            name: DeskDocumentTexts.name(of: line.kind), standing: DocumentHistoryTexts.deed(of: line),
            date: same("\(line.on.date.short) \(line.on.time.hoursAndMinutes)"))
        row.more = [line.operatorName.map(same), DocumentHistoryTexts.reason(of: line)].compactMap { $0 }
        return row
    }

    /// So many of each, so that all groups are seen at once; the newest one where the list of all is a touch away.
    private static let most = 2

    /// What the account's own screen shows of a list.
    static func content(of group: AccountGroup, in summary: AccountSummary) -> [String: Any] {
        let (title, rows) = (title(of: group), rows(of: group, in: summary))
        let hasMore = rows.count > most || rows.contains { !$0.more.isEmpty }
        var content: [String: Any] = [
            "title": title, "rows": rows.prefix(hasMore ? 1 : most).map { $0.content(isWhole: false) },
        ]
        if rows.isEmpty { content["none"] = AccountTexts.nothing }
        if hasMore {
            let button = Button(AccountTexts.all(rows.count), .accountPage(AccountPage(group)))
            content["all"] = ["label": button.label, "action": button.action, "id": group.rawValue] as [String: Any]
        }
        return content
    }
}
