import CModuleLoader
import CPKCS11
import Glibc
public import KioskDevices
import KioskDomain

/// A loaded PKCS#11 module. Not sendable: all calls come from one thread, so that modules with and without locks of
/// their own behave alike. Every call may hang or crash; that is for the process that started this one to notice.
public final class PKCS11Module {
    private let list: UnsafePointer<CK_FUNCTION_LIST>
    private var isInitialised = false

    /// The module's functions; each may be missing.
    var functions: CK_FUNCTION_LIST { list.pointee }

    /// Loads the file; `C_Initialize` follows with the first use.
    ///
    /// - Throws: `Failure`: `configuration.invalid` when others could exchange the file, `token.module-fault` when it is
    ///   no module.
    public init(path: String) throws(Failure) {
        try Self.checkFile(path)
        var functions: UnsafeRawPointer?
        var problem = [CChar](repeating: 0, count: 512)
        let result = ml_load(path, &functions, &problem, problem.count)
        guard result == 0, let functions else {
            let reason = String(decoding: problem.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            throw Failure(.tokenModuleFault, "\(path) cannot be loaded: \(reason)")
        }
        list = functions.assumingMemoryBound(to: CK_FUNCTION_LIST.self)
    }

    /// `C_Initialize`, once. Locks of the operating system are offered; a module that refuses them is asked without.
    func initialise() throws(Failure) {
        if isInitialised { return }
        let initialise = try need(functions.C_Initialize, "C_Initialize")
        var arguments = CK_C_INITIALIZE_ARGS()
        arguments.flags = CK_FLAGS(CKF_OS_LOCKING_OK)
        var result = ReturnValue(initialise(&arguments))
        if [CKR_CANT_LOCK, CKR_NEED_TO_CREATE_THREADS, CKR_ARGUMENTS_BAD].contains(result.raw) {
            result = ReturnValue(initialise(nil))
        }
        guard result == .ok || result.raw == CKR_CRYPTOKI_ALREADY_INITIALIZED else {
            throw result.failure("C_Initialize")
        }
        isInitialised = true
    }

    /// `C_Finalize`: sessions close, log-ins end.
    public func finalise() {
        guard isInitialised, let finalise = functions.C_Finalize else { return }
        isInitialised = false
        _ = finalise(nil)
    }

    /// What the module calls itself; empty when it does not tell.
    func libraryName() throws(Failure) -> String {
        guard let getInfo = functions.C_GetInfo else { return "" }
        var info = CK_INFO()
        let result = ReturnValue(getInfo(&info))
        if result.raw == CKR_FUNCTION_NOT_SUPPORTED { return "" }
        guard result == .ok else { throw result.failure("C_GetInfo") }
        let name = withUnsafeBytes(of: &info.libraryDescription) { paddedText($0) }
        let version = info.libraryVersion
        return "\(name) \(version.major).\(version.minor)"
    }

    /// A function that the standard demands.
    func need<Function>(_ function: Function?, _ name: String) throws(Failure) -> Function {
        guard let function else { throw garbage("\(name) is missing from the function list") }
        return function
    }

    /// What others can write must not run beside a PIN.
    private static func checkFile(_ path: String) throws(Failure) {
        var about = stat()
        guard stat(path, &about) == 0 else {
            throw Failure(.tokenModuleMissing, "\(path): \(String(cString: strerror(errno)))")
        }
        let isFile = about.st_mode & S_IFMT == S_IFREG
        let isOurs = about.st_uid == 0 || about.st_uid == geteuid()
        guard isFile, isOurs, about.st_mode & (S_IWGRP | S_IWOTH) == 0 else {
            throw Failure(.configurationInvalid, "\(path): not a file that only its owner, root or we, can write")
        }
    }
}

/// Text of a fixed field: blank padded, not terminated (PKCS#11 2.40, 3.1); what a terminal could obey is left out.
func paddedText(_ bytes: UnsafeRawBufferPointer) -> String {
    let text = String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    var kept = String(text.unicodeScalars.filter { $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) })
    while kept.last == " " { kept.removeLast() }
    return kept
}
