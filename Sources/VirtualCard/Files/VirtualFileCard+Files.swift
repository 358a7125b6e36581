import FoundationEssentials
import SmartCard

extension VirtualFileCard {
    /// The open IsoApplet's identifier and its answer: interface 0.6, elliptic curves.
    private static let applet: [UInt8] = [0xF2, 0x76, 0xA2, 0x88, 0xBC, 0xFB, 0xA6, 0x9D, 0x34, 0xF3, 0x10, 0x01]
    private static let appletVersion: [UInt8] = [0x00, 0x06, 0x04]
    private static let sizeLimit = 0x7FFF

    /// SELECT (7816-4, 11.2.2): by identifier, by application, by path.
    mutating func select(_ command: CommandAPDU) throws(Refusal) -> [UInt8] {
        if command.p1 == 0x04, command.data == Self.applet {
            session.selected = [0x3F00]
            return Self.appletVersion
        }
        guard let file = try target(command) else { throw Refusal(.notFound) }
        session.selected = file.path
        switch command.p2 & 0x0C {
        case 0x00: return TLV(0x6F, file.parameters).encoded
        case 0x04: return TLV(0x62, file.parameters).encoded
        case 0x0C: return []
        default: throw Refusal(.incorrectParameters)
        }
    }

    private func target(_ command: CommandAPDU) throws(Refusal) -> VirtualFile? {
        let path = stride(from: 0, to: command.data.count - 1, by: 2).map {
            UInt16(command.data[$0]) << 8 | UInt16(command.data[$0 + 1])
        }
        switch command.p1 {
        case 0x00: return path.isEmpty || path == [0x3F00] ? file(at: [0x3F00]) : path.first.flatMap(near)
        case 0x04:
            guard command.data.count >= 5 else { return nil }
            return state.files.first { $0.name.map { Array($0).starts(with: command.data) } ?? false }
        case 0x08: return file(at: [0x3F00] + path)
        case 0x09: return file(at: directory + path)
        default: throw Refusal(.incorrectParameters)
        }
    }

    /// The child of that name, else the sibling, else the parent.
    private func near(_ identifier: UInt16) -> VirtualFile? {
        file(at: directory + [identifier]) ?? file(at: directory.dropLast() + [identifier])
            ?? file(at: Array(directory.dropLast())).flatMap { $0.path.last == identifier ? $0 : nil }
    }

    private var directory: [UInt16] {
        file(at: session.selected)?.isDirectory == true ? session.selected : Array(session.selected.dropLast())
    }

    private func file(at path: [UInt16]) -> VirtualFile? { state.files.first { $0.path == path } }

    /// READ BINARY (11.3.2) of the selected file.
    func readBinary(_ command: CommandAPDU) throws(Refusal) -> [UInt8] {
        guard command.p1 & 0x80 == 0 else { throw Refusal(.incorrectParameters) }
        let file = state.files[try selectedFile(.read)]
        let offset = Int(command.p1) << 8 | Int(command.p2)
        guard offset < max(file.content.count, 1) else { throw Refusal(.wrongOffset) }
        return Array(file.content.dropFirst(offset).prefix(command.expectedLength ?? 256))
    }

    /// UPDATE BINARY (11.3.4) of the selected file, within its size.
    mutating func updateBinary(_ command: CommandAPDU) throws(Refusal) -> [UInt8] {
        guard command.p1 & 0x80 == 0 else { throw Refusal(.incorrectParameters) }
        let index = try selectedFile(.update)
        let offset = Int(command.p1) << 8 | Int(command.p2)
        var content = Array(state.files[index].content)
        guard offset + command.data.count <= content.count else { throw Refusal(StatusWord(0x6A84)) }
        content.replaceSubrange(offset..<(offset + command.data.count), with: command.data)
        state.files[index].content = Data(content)
        return []
    }

    private func selectedFile(_ operation: VirtualFile.Operation) throws(Refusal) -> Int {
        guard let index = state.files.firstIndex(where: { $0.path == session.selected }),
            !state.files[index].isDirectory
        else { throw Refusal(StatusWord(0x6986)) }
        guard state.files[index].allows(operation, isVerified: session.isVerified) else {
            throw Refusal(.securityStatusNotSatisfied)
        }
        return index
    }

    /// CREATE FILE (7816-9, 9.1) below the current directory.
    mutating func createFile(_ command: CommandAPDU) throws(Refusal) -> [UInt8] {
        // 7816-4 has file control parameters for it (62); programs send file control information (6F), too.
        guard let template = try? TLV.parse(command.data).first, template.tag == 0x62 || template.tag == 0x6F,
            let parts = try? TLV.parse(template.value),
            let name = parts.first(where: { $0.tag == 0x83 })?.value, name.count == 2,
            let kind = parts.first(where: { $0.tag == 0x82 })?.value.first
        else { throw Refusal(.incorrectData) }
        let isDirectory = kind & 0x38 == 0x38
        guard let parent = file(at: directory),
            parent.allows(isDirectory ? .createDirectory : .createFile, isVerified: session.isVerified)
        else { throw Refusal(.securityStatusNotSatisfied) }
        let path = parent.path + [UInt16(name[0]) << 8 | UInt16(name[1])]
        guard file(at: path) == nil else { throw Refusal(StatusWord(0x6A89)) }
        let size =
            parts.first { $0.tag == 0x80 || $0.tag == 0x81 }?.value.prefix(2).reduce(0) { $0 << 8 | Int($1) } ?? 0
        guard size <= Self.sizeLimit else { throw Refusal(StatusWord(0x6A84)) }
        state.files.append(
            VirtualFile(
                path: path, isDirectory: isDirectory, content: Data(repeating: 0, count: isDirectory ? 0 : size),
                name: parts.first { $0.tag == 0x84 }.map { Data($0.value) },
                rules: parts.first { $0.tag == 0x86 }.map { Data($0.value) }))
        session.selected = path
        return []
    }

    /// DELETE FILE (7816-9, 9.3): the selected one, or a child of the directory.
    mutating func deleteFile(_ command: CommandAPDU) throws(Refusal) -> [UInt8] {
        let name = command.data
        let path = name.count == 2 ? directory + [UInt16(name[0]) << 8 | UInt16(name[1])] : session.selected
        guard path != [0x3F00], let file = file(at: path) else { throw Refusal(.notFound) }
        guard file.allows(.deleteSelf, isVerified: session.isVerified) else {
            throw Refusal(.securityStatusNotSatisfied)
        }
        state.files.removeAll { $0.path.starts(with: path) }
        session.selected = Array(path.dropLast())
        return []
    }
}
