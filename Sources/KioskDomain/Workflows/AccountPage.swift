/// What a personal account has in lists, in the order of its screen.
public enum AccountGroup: String, Sendable, Hashable, CaseIterable {
    case certificates, applications, attempts, exchanges, documents
}

/// One page of such a list.
public struct AccountPage: Sendable, Hashable {
    /// So many rows, as a screen shows without scrolling.
    public static let length = 5

    /// Which list.
    public var group: AccountGroup
    /// From 0.
    public var number: Int

    /// Every field as given.
    public init(_ group: AccountGroup, _ number: Int = 0) {
        self.group = group
        self.number = number
    }

    /// The rows of a list with `count` rows that stand on it; empty beyond the list.
    public func rows(of count: Int) -> Range<Int> {
        guard number >= 0, number <= count / Self.length else { return 0..<0 }
        let first = min(number * Self.length, count)
        return first..<min(first + Self.length, count)
    }
}

extension AccountSummary {
    /// How many rows a list has.
    public func count(of group: AccountGroup) -> Int {
        switch group {
        case .certificates: certificates.count
        case .applications: applications.count
        case .attempts: attempts.count
        case .exchanges: exchanges.count
        case .documents: documents.count
        }
    }

    /// True when something stands on the page.
    public func holds(_ page: AccountPage) -> Bool { !page.rows(of: count(of: page.group)).isEmpty }
}

/// A list of the open account, page by page; back leads to the account.
extension CitizenSession {
    mutating func accountListed(_ language: Language, _ open: OpenAccount, _ event: SessionEvent) -> [SessionEffect] {
        switch event {
        case .person(.accountPage(let page)): turn(language, open, to: page)
        case .person(.cancel): account(language, .shown(open, phoneIsNew: false))
        default: leaveOnCancel(language, event)
        }
    }

    /// A page that is not there changes nothing.
    mutating func turn(_ language: Language, _ open: OpenAccount, to page: AccountPage) -> [SessionEffect] {
        open.summary.holds(page) ? account(language, .listed(open, page)) : []
    }
}
