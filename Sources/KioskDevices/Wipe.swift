import Glibc

/// Zeroes bytes in place. Works only for an array that nobody else holds; a shared one is copied first.
public func wipe(_ bytes: inout [UInt8]) {
    bytes.withUnsafeMutableBytes { if let start = $0.baseAddress { explicit_bzero(start, $0.count) } }
}
