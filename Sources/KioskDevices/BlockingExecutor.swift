import CKiosk
import Glibc

/// A serial executor with a thread of its own, for devices whose calls block (PC/SC, V4L2, printers, SQLite).
/// An actor that returns it from `unownedExecutor` never blocks the shared pool.
///
/// The thread ends when the executor is released and its queue is empty.
public final class BlockingExecutor: SerialExecutor {
    private let queue = JobQueue()

    /// - Parameter name: shown by `ps -L` and debuggers; the kernel keeps 15 bytes.
    public init(name: String) {
        let start = ThreadStart(queue: queue, name: String(name.prefix(15)))
        var thread = pthread_t()
        let result = pthread_create(
            &thread, nil,
            { argument in
                guard let argument else { return nil }
                let start = Unmanaged<ThreadStart>.fromOpaque(argument).takeRetainedValue()
                ck_name_this_thread(start.name)
                start.queue.drain()
                return nil
            }, Unmanaged.passRetained(start).toOpaque())
        precondition(result == 0, "a thread could not be created: \(result)")
        pthread_detach(thread)
    }

    deinit { queue.close() }

    /// Takes a job of an actor; it runs on the executor's thread, in order.
    public func enqueue(_ job: consuming ExecutorJob) {
        queue.add(Work(job: UnownedJob(job), executor: self))
    }

    /// For an actor's `unownedExecutor`.
    public func asUnownedSerialExecutor() -> UnownedSerialExecutor {
        UnownedSerialExecutor(ordinary: self)
    }
}

/// A job and the executor it must be told it runs on; holding the executor keeps it alive until the job has run.
private struct Work {
    let job: UnownedJob
    let executor: BlockingExecutor
}

private final class ThreadStart {
    let queue: JobQueue
    let name: String
    init(queue: JobQueue, name: String) {
        self.queue = queue
        self.name = name
    }
}

/// Unchecked: all state is touched only between `pthread_mutex_lock` and `pthread_mutex_unlock`; the pointers are set once.
private final class JobQueue: @unchecked Sendable {
    private var work: [Work] = []
    private var closed = false
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

    init() {
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(condition, nil)
    }

    deinit {
        pthread_cond_destroy(condition)
        pthread_mutex_destroy(mutex)
        condition.deallocate()
        mutex.deallocate()
    }

    func add(_ item: Work) {
        locked { work.append(item) }
        pthread_cond_signal(condition)
    }

    func close() {
        locked { closed = true }
        pthread_cond_signal(condition)
    }

    func drain() {
        while let item = next() {
            item.job.runSynchronously(on: item.executor.asUnownedSerialExecutor())
        }
    }

    private func next() -> Work? {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        while work.isEmpty {
            if closed { return nil }
            pthread_cond_wait(condition, mutex)
        }
        return work.removeFirst()
    }

    private func locked(_ body: () -> Void) {
        pthread_mutex_lock(mutex)
        body()
        pthread_mutex_unlock(mutex)
    }
}
