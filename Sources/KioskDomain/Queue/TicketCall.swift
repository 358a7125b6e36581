/// Where a number stands in the hall (Q8).
public enum TicketCall: Sendable, Hashable, Codable {
    case waiting
    /// Lit on the board with its window.
    case called(window: Int)
    /// Nobody came; may be recalled.
    case noShow
    case finished

    /// What an operator does.
    public enum Action: Sendable, Hashable {
        case call(window: Int)
        case recall(window: Int)
        case noShow
        /// Back to the hall for another window, or straight to it.
        case transfer(toWindow: Int?)
        case finish
    }

    /// The place after an action; nil when the action is not legal here and nothing changes.
    public func after(_ action: Action) -> TicketCall? {
        switch (self, action) {
        case (.waiting, .call(let window)): .called(window: window)
        case (.called, .recall(let window)), (.noShow, .recall(let window)): .called(window: window)
        case (.called, .noShow): .noShow
        case (.called, .transfer(let window)): window.map { .called(window: $0) } ?? .waiting
        case (.called, .finish): .finished
        case (.waiting, .recall), (.waiting, .noShow), (.waiting, .transfer), (.waiting, .finish): nil
        case (.called, .call): nil
        case (.noShow, .call), (.noShow, .noShow), (.noShow, .transfer), (.noShow, .finish): nil
        case (.finished, _): nil
        }
    }

    /// The window beside the number on the board; nil when it is not lit.
    public var litWindow: Int? {
        if case .called(let window) = self { window } else { nil }
    }
}
