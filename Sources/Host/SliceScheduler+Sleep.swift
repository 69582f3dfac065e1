// Sessions that sleep: one timer on the worker's loop wakes them, and no thread waits with them.
internal import EventLoop
private import Foundation

extension SliceScheduler {
    /// Has everything that sleeps play a slice now: what was asked of it may have changed. Any
    /// thread.
    public func wakeAll() { wake(until: .max) }

    /// Sets the alarm for the next that wakes. With the lock held; any thread.
    func watchSleepers() {
        guard !state.isClosing else { return }
        loop.post { [self] in setAlarm() }
    }

    private func wake(until now: UInt64) {
        condition.lock()
        if !state.isClosing {
            for lane in state.queue.wake(until: now, readyAt: clock.monotonicNanoseconds()) {
                wake(lane)
            }
        }
        condition.unlock()
    }

    /// The loop's thread.
    private func setAlarm() {
        condition.lock()
        let next = state.isClosing ? nil : state.queue.nextWake
        condition.unlock()
        guard let next else { return }
        do throws(LoopError) {
            if alarm == nil {
                alarm = try EventLoop.Timer(on: loop, label: "sleeping sessions") { [weak self] _ in
                    self?.ring()
                }
            }
        } catch {
            // A libuv timer needs nothing of the system.
            preconditionFailure("\(error)")
        }
        let now = clock.monotonicNanoseconds()
        alarm?.start(after: .nanoseconds(Int64(clamping: next > now ? next - now : 0)))
    }

    private func ring() {
        wake(until: clock.monotonicNanoseconds())
        setAlarm()
    }
}
