import Testing

/// Everything through the built programs. One after the other: there is one virtual reader and one machine to share.
@Suite("End to end", .serialized)
enum EndToEnd {}
