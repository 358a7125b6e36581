import CKiosk

/// Renames a file unless there is one of the new name. Blocks.
///
/// - Returns: 0 or an errno value, `EEXIST` when there is one.
public func renameNew(_ from: String, to: String) -> Int32 { ck_rename_new(from, to) }
