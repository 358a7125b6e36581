/// Lets a drawn time pass, for tests whose subject is a random moment. Never to wait for something: that is
/// ``eventually(_:within:isolation:_:)``.
public func letPass(_ moment: Duration) async throws {
    try await Task.sleep(for: moment)
}
