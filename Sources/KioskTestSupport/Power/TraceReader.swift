/// Reads strace's lines (`-f -ttt -xx`): `PID TIME CALL(ARGUMENTS) = RESULT`, calls of several threads interleaved.
struct TraceReader {
    let root: String
    private(set) var steps: [TracedStep] = []
    private var unfinished: [String: (at: Int64, text: ArraySlice<UInt8>)] = [:]
    private var tracked: Set<Int> = []

    init(root: String) { self.root = root }

    mutating func take(_ line: [UInt8]) throws {
        let words = line.split(separator: UInt8(ascii: " "), maxSplits: 2)
        guard words.count == 3, let at = Self.microseconds(words[1]) else { throw problem(line) }
        let thread = String(decoding: words[0], as: UTF8.self)
        let text = words[2].drop(while: { $0 == UInt8(ascii: " ") })
        // Another thread ended the process while this one stood at a call: `pwrite64(7 <detached ...>`, or `???(` where even the
        // call's name could not be read any more. As of one that never came back there is no result.
        guard !Self.ends(text, " <detached ...>") else { return }
        switch text.first {
        case UInt8(ascii: "+"), UInt8(ascii: "-"): return
        case UInt8(ascii: "<"):
            guard let begun = unfinished.removeValue(forKey: thread), let end = text.firstIndex(of: UInt8(ascii: ">"))
            else { throw problem(line) }
            try finish(Array(begun.text + text[(end + 1)...]), at: begun.at)
        default:
            let mark = " <unfinished ...>"
            guard Self.ends(text, mark) else { return try finish(Array(text), at: at) }
            unfinished[thread] = (at, text.dropLast(mark.utf8.count))
        }
    }

    private mutating func finish(_ text: [UInt8], at: Int64) throws {
        guard let opening = text.firstIndex(of: UInt8(ascii: "(")), let equals = text.lastIndex(of: UInt8(ascii: "=")),
            let closing = text[..<equals].lastIndex(of: UInt8(ascii: ")"))
        else { throw problem(text) }
        let result = String(decoding: text[(equals + 1)...].prefix(24), as: UTF8.self)
        // A call that failed changed nothing; one that never came back has no result.
        guard let number = result.split(separator: " ").first.flatMap({ Int($0) }), number >= 0 else { return }
        let name = String(decoding: text[..<opening], as: UTF8.self)
        let call = TracedCall(name: name, arguments: Self.arguments(text[(opening + 1)..<closing]), result: number)
        if let step = try step(of: call) { steps.append(TracedStep(at: at, step: step)) }
    }

    private mutating func step(of call: TracedCall) throws -> DiskStep? {
        switch call.name {
        case "openat", "open", "creat": return try opened(call)
        case "close": return tracked.remove(try call.number(0)).map { .closed(descriptor: $0) }
        case "write" where try call.number(0) == 1 && !tracked.contains(1):
            return .said(String(decoding: try call.bytes(1), as: UTF8.self))
        case "link", "rename": return try named(call, 0, 1)
        case "renameat", "renameat2", "linkat": return try named(call, 1, 3)
        case "unlink": return try removed(call.path(0))
        case "unlinkat": return try removed(call.path(1))
        case "mkdir", "mkdirat": return nil
        case "truncate": throw problem(Array(call.name.utf8))
        case "mmap":
            let isShared = call.has(3, "MAP_SHARED") && call.has(2, "PROT_WRITE")
            guard isShared, let descriptor = Int(call.text(4)), tracked.contains(descriptor) else { return nil }
            throw problem(Array("a file is written by mmap".utf8))
        default: return try ofDescriptor(call)
        }
    }

    private func ofDescriptor(_ call: TracedCall) throws -> DiskStep? {
        let descriptor = try call.number(0)
        guard tracked.contains(descriptor) else { return nil }
        switch call.name {
        case "write":
            return .wrote(descriptor: descriptor, offset: nil, bytes: Array(try call.bytes(1).prefix(call.result)))
        case "pwrite64":
            let bytes = Array(try call.bytes(1).prefix(call.result))
            return .wrote(descriptor: descriptor, offset: try call.number(3), bytes: bytes)
        case "ftruncate": return .resized(descriptor: descriptor, bytes: try call.number(1))
        case "fsync", "fdatasync": return .synced(descriptor: descriptor)
        default: throw problem(Array("\(call.name) on a file of the folder".utf8))
        }
    }

    private mutating func opened(_ call: TracedCall) throws -> DiskStep? {
        let place = call.name == "openat" ? 1 : 0
        let path = try call.path(place)
        guard isOurs(path), !path.hasSuffix("-shm") else { return nil }
        guard !call.has(place + 1, "O_APPEND") else { throw problem(Array("O_APPEND".utf8)) }
        tracked.insert(call.result)
        return .opened(
            descriptor: call.result, path: path, isFolder: call.has(place + 1, "O_DIRECTORY") || path == root,
            creates: call.has(place + 1, "O_CREAT"), truncates: call.has(place + 1, "O_TRUNC"))
    }

    private func named(_ call: TracedCall, _ old: Int, _ new: Int) throws -> DiskStep? {
        let (from, to) = (try call.path(old), try call.path(new))
        guard isOurs(from) || isOurs(to) else { return nil }
        return call.name.hasPrefix("link") ? .linked(from: from, to: to) : .renamed(from: from, to: to)
    }

    private func removed(_ path: String) -> DiskStep? { isOurs(path) ? .removed(path: path) : nil }

    private func isOurs(_ path: String) -> Bool { path == root || path.hasPrefix(root + "/") }

    private func problem(_ line: some Sequence<UInt8>) -> TraceProblem {
        TraceProblem(description: "not understood: " + String(decoding: Array(line.prefix(120)), as: UTF8.self))
    }

    private static func ends(_ text: ArraySlice<UInt8>, _ mark: String) -> Bool {
        text.suffix(mark.utf8.count).elementsEqual(mark.utf8)
    }

    private static func microseconds(_ word: ArraySlice<UInt8>) -> Int64? {
        Int64(String(decoding: word.filter { $0 != UInt8(ascii: ".") }, as: UTF8.self))
    }

    /// Split at commas: strings are all in hexadecimal digits.
    private static func arguments(_ text: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
        text.split(separator: UInt8(ascii: ",")).map { $0.drop(while: { $0 == UInt8(ascii: " ") }) }
    }
}

/// One call with its arguments as strace wrote them.
struct TracedCall {
    var name: String
    var arguments: [ArraySlice<UInt8>]
    var result: Int

    func text(_ index: Int) -> String {
        index < arguments.count ? String(decoding: arguments[index], as: UTF8.self) : ""
    }

    func number(_ index: Int) throws -> Int {
        guard let number = Int(text(index)) else { throw TraceProblem(description: "\(name): no number \(index)") }
        return number
    }

    func has(_ index: Int, _ flag: String) -> Bool {
        text(index).split(separator: "|").contains { $0 == flag }
    }

    func path(_ index: Int) throws -> String { String(decoding: try bytes(index), as: UTF8.self) }

    /// The bytes of `"\x00\x01"`.
    func bytes(_ index: Int) throws -> [UInt8] {
        guard index < arguments.count, arguments[index].first == UInt8(ascii: "\""),
            arguments[index].last == UInt8(ascii: "\""), arguments[index].count % 4 == 2
        else { throw TraceProblem(description: "\(name): no whole text \(index)") }
        return arguments[index].withUnsafeBufferPointer { text in
            [UInt8](unsafeUninitializedCapacity: text.count / 4) { bytes, count in
                while count < text.count / 4 {
                    bytes[count] = Self.digit(text[count * 4 + 3]) << 4 | Self.digit(text[count * 4 + 4])
                    count += 1
                }
            }
        }
    }

    private static func digit(_ character: UInt8) -> UInt8 {
        character <= UInt8(ascii: "9") ? character &- UInt8(ascii: "0") : character &- UInt8(ascii: "a") &+ 10
    }
}
