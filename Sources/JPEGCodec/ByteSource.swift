import COpenJPEG
import Glibc

/// Bytes in memory as libopenjp2 wants to read them.
struct ByteSource {
    typealias Stream = UnsafeMutablePointer<opj_stream_t?>

    private let bytes: UnsafeRawBufferPointer
    private var offset = 0

    init(bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    /// A stream over the source, which must outlive it; nil without memory.
    static func stream(_ source: UnsafeMutablePointer<ByteSource>) -> Stream? {
        guard let stream = opj_stream_default_create(1) else { return nil }
        opj_stream_set_user_data(stream, source, nil)
        opj_stream_set_user_data_length(stream, UInt64(source.pointee.bytes.count))
        opj_stream_set_read_function(stream) { buffer, count, user in
            user?.assumingMemoryBound(to: ByteSource.self).pointee.read(buffer, count) ?? -1
        }
        opj_stream_set_skip_function(stream) { count, user in
            user?.assumingMemoryBound(to: ByteSource.self).pointee.skip(count) ?? -1
        }
        opj_stream_set_seek_function(stream) { offset, user in
            user?.assumingMemoryBound(to: ByteSource.self).pointee.seek(offset) == true ? 1 : 0
        }
        return stream
    }

    /// -1 is what the library takes for the end of the data.
    private mutating func read(_ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
        let count = min(count, bytes.count - offset)
        guard let buffer, let start = bytes.baseAddress, count > 0 else { return -1 }
        memcpy(buffer, start + offset, count)
        offset += count
        return count
    }

    private mutating func skip(_ count: Int64) -> Int64 {
        guard count >= 0, offset < bytes.count else { return -1 }
        let step = min(count, Int64(bytes.count - offset))
        offset += Int(step)
        return step
    }

    private mutating func seek(_ place: Int64) -> Bool {
        guard place >= 0, place <= Int64(bytes.count) else { return false }
        offset = Int(place)
        return true
    }
}
