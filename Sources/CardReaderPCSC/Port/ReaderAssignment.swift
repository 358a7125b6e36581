/// Which reader serves whom (RULES R3): by USB port, or by a part of its name where the port does not tell.
public struct ReaderAssignment: Sendable, Hashable {
    /// How a reader is named in the configuration.
    public enum Place: Sendable, Hashable {
        /// Any reader that nobody else has.
        case any
        /// The reader at this USB port, such as `1-2.3`.
        case port(String)
        /// The reader whose name holds this.
        case name(String)

        /// Reads `port:1-2.3`, a part of a name, or nothing.
        public init(_ text: String) {
            if text.isEmpty || text == "auto" {
                self = .any
            } else if text.hasPrefix("port:") {
                self = .port(String(text.dropFirst(5)))
            } else {
                self = .name(text)
            }
        }

        func fits(_ reader: ReaderInfo) -> Bool {
            switch self {
            case .any: true
            case .port(let port): reader.port == port
            case .name(let part): reader.name.contains(part)
            }
        }
    }

    /// The citizen's.
    public var citizen: Place
    /// The operator's; nil where nobody sits at this machine.
    public var operatorPlace: Place?
    /// RULES R1.
    public var acceptsVirtual: Bool

    /// Every field as given.
    public init(citizen: Place, operatorPlace: Place?, acceptsVirtual: Bool) {
        self.citizen = citizen
        self.operatorPlace = operatorPlace
        self.acceptsVirtual = acceptsVirtual
    }

    /// The operator's reader. Never "any": a citizen's card must not open a desk.
    public func operatorReader(_ snapshot: ReaderSnapshot) -> ReaderInfo? {
        guard let operatorPlace, operatorPlace != .any else { return nil }
        return first(snapshot.readers.filter(operatorPlace.fits))
    }

    /// The citizen's reader; a real one comes before a virtual one, the operator's is never taken.
    public func citizenReader(_ snapshot: ReaderSnapshot) -> ReaderInfo? {
        let taken = operatorReader(snapshot)?.name
        return first(snapshot.readers.filter { $0.name != taken && citizen.fits($0) })
    }

    private func first(_ fitting: [ReaderInfo]) -> ReaderInfo? {
        let allowed = fitting.filter { acceptsVirtual || !$0.isVirtual }
        return allowed.first { !$0.isVirtual } ?? allowed.first
    }
}
