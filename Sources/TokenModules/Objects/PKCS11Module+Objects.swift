import CPKCS11
import KioskDevices
import KioskDomain

/// A handle of an object, valid in the session in which it was found.
typealias ObjectHandle = CK_OBJECT_HANDLE

extension PKCS11Module {
    /// More objects than this on one token are nonsense.
    private static let objectLimit = 512
    private static let chunk = 64

    /// Objects that match the template.
    func find(_ template: [Attribute], _ session: CK_SESSION_HANDLE) throws(Failure) -> [ObjectHandle] {
        let begin = try need(functions.C_FindObjectsInit, "C_FindObjectsInit")
        let find = try need(functions.C_FindObjects, "C_FindObjects")
        let end = try need(functions.C_FindObjectsFinal, "C_FindObjectsFinal")
        let begun = try template.withTemplate { (list, count) throws(Failure) in begin(session, list, count) }
        try check(begun, "C_FindObjectsInit")
        defer { _ = end(session) }
        var found: [ObjectHandle] = []
        while true {
            var handles = [ObjectHandle](repeating: 0, count: Self.chunk)
            var count: CK_ULONG = 0
            try check(find(session, &handles, CK_ULONG(Self.chunk), &count), "C_FindObjects")
            guard count <= Self.chunk else { throw garbage("C_FindObjects: \(count) of \(Self.chunk) asked for") }
            found += handles.prefix(Int(count))
            guard found.count <= Self.objectLimit else { throw garbage("C_FindObjects: no end of objects") }
            if count == 0 { return found }
        }
    }

    /// The value of an attribute; nil when the object has none or keeps it to itself.
    ///
    /// - Parameter limit: the most bytes that make sense for it.
    func attribute(
        _ type: CK_ATTRIBUTE_TYPE, of object: ObjectHandle, _ session: CK_SESSION_HANDLE, limit: Int
    ) throws(Failure) -> [UInt8]? {
        let get = try need(functions.C_GetAttributeValue, "C_GetAttributeValue")
        var asked = CK_ATTRIBUTE(type: type, pValue: nil, ulValueLen: 0)
        let length = ReturnValue(get(session, object, &asked, 1))
        if [CKR_ATTRIBUTE_TYPE_INVALID, CKR_ATTRIBUTE_SENSITIVE].contains(length.raw) { return nil }
        try check(length, "C_GetAttributeValue")
        guard asked.ulValueLen != 0 else { return [] }
        guard asked.ulValueLen <= limit else {
            throw garbage("C_GetAttributeValue: \(asked.ulValueLen) bytes for attribute 0x\(String(type, radix: 16))")
        }
        var value = [UInt8](repeating: 0, count: Int(asked.ulValueLen))
        let capacity = value.count
        let (read, count) = value.withUnsafeMutableBytes { buffer in
            asked.pValue = buffer.baseAddress
            return (ReturnValue(get(session, object, &asked, 1)), asked.ulValueLen)
        }
        try check(read, "C_GetAttributeValue")
        guard count <= capacity else { throw garbage("C_GetAttributeValue: \(count) bytes after \(capacity)") }
        return Array(value.prefix(Int(count)))
    }

    /// A `CK_ULONG` attribute; nil when the object has none.
    func number(
        _ type: CK_ATTRIBUTE_TYPE, of object: ObjectHandle, _ session: CK_SESSION_HANDLE
    ) throws(Failure) -> CK_ULONG? {
        let size = MemoryLayout<CK_ULONG>.size
        guard let bytes = try attribute(type, of: object, session, limit: size) else { return nil }
        guard bytes.count == size else { throw garbage("attribute 0x\(String(type, radix: 16)): \(bytes.count) bytes") }
        return bytes.withUnsafeBytes { $0.loadUnaligned(as: CK_ULONG.self) }
    }

    /// A `CK_BBOOL` attribute; nil when the object has none.
    func flag(
        _ type: CK_ATTRIBUTE_TYPE, of object: ObjectHandle, _ session: CK_SESSION_HANDLE
    ) throws(Failure) -> Bool? {
        guard let bytes = try attribute(type, of: object, session, limit: 8), let first = bytes.first else {
            return nil
        }
        return first != 0
    }

    /// `CKA_ID`; empty when the object has none.
    func identifier(of object: ObjectHandle, _ session: CK_SESSION_HANDLE) throws(Failure) -> [UInt8] {
        try attribute(CKA_ID, of: object, session, limit: 256) ?? []
    }

    /// `CKA_LABEL`; empty when the object has none.
    func label(of object: ObjectHandle, _ session: CK_SESSION_HANDLE) throws(Failure) -> String {
        guard let bytes = try attribute(CKA_LABEL, of: object, session, limit: 1024) else { return "" }
        return bytes.withUnsafeBytes { paddedText($0) }
    }
}
