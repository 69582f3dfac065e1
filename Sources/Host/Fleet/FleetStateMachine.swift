// Where a session of a fleet stands, and what moves it: a pure state machine.
//
//   waiting --start--> starting --begun--> playing --ended--> done
//      ^                  |                   |---ended----> resting --due--> waiting
//      |                  +-------failed------+---failed---> failed
//      |                                      +---asked----> pausing --ended--> paused
//      |                                      +---asked----> stopping --ended--> stopped
//      +---resume--- paused, stopped, failed, resting

/// A session's place in its life, as `status` shows it.
public enum FleetState: String, CaseIterable, Hashable, Sendable, Codable {
    /// It will be started when there is room.
    case waiting
    /// Its plugins are loaded, its rounds up to the head are played again.
    case starting
    case playing
    /// Asked to pause; the slice that runs is ending.
    case pausing
    case paused
    /// It will be started again after a wait.
    case resting
    /// Asked to stop; the slice that runs is ending.
    case stopping
    /// Stopped on request.
    case stopped
    /// It has reached its goal, or is over for good.
    case done
    /// It can not go on, and its restart policy is used up.
    case failed

    /// Whether a worker has it.
    public var isOnWorker: Bool {
        switch self {
        case .starting, .playing, .pausing, .stopping: true
        case .waiting, .paused, .resting, .stopped, .done, .failed: false
        }
    }

    /// Whether nothing more comes of it unless somebody asks.
    public var isAtRest: Bool {
        switch self {
        case .paused, .stopped, .done, .failed: true
        case .waiting, .starting, .playing, .pausing, .resting, .stopping: false
        }
    }
}

/// What may happen to a session of a fleet.
public enum FleetInput: String, CaseIterable, Hashable, Sendable {
    case start
    case begun
    /// The worker has let it go: it reached its goal, or is over for good.
    case finished
    /// The worker has let it go because it was asked to.
    case interrupted
    /// The worker has let it go, and it is to be tried again later.
    case restLater
    /// The worker has let it go, and it is not to be tried again.
    case failed
    /// The wait before a restart is over.
    case due
    case pause
    case resume
    case stop
}

extension FleetState {
    /// The state after an input; `nil` when it can not take it.
    public func next(_ input: FleetInput) -> FleetState? {
        switch (self, input) {
        case (.waiting, .start): .starting
        case (.starting, .begun): .playing
        // It was asked to end before its plugins were loaded.
        case (.pausing, .begun), (.stopping, .begun): self
        case (.starting, .finished), (.playing, .finished), (.pausing, .finished),
            (.stopping, .finished):
            .done
        case (.starting, .failed), (.playing, .failed), (.pausing, .failed), (.stopping, .failed):
            .failed
        case (.starting, .restLater), (.playing, .restLater): .resting
        case (.pausing, .interrupted), (.pausing, .restLater): .paused
        case (.stopping, .interrupted), (.stopping, .restLater): .stopped
        // The whole host is ending.
        case (.starting, .interrupted), (.playing, .interrupted): .waiting
        case (.resting, .due): .waiting
        case (.starting, .pause), (.playing, .pause): .pausing
        case (.waiting, .pause), (.resting, .pause): .paused
        case (.starting, .stop), (.playing, .stop), (.pausing, .stop): .stopping
        case (.waiting, .stop), (.resting, .stop), (.paused, .stop), (.failed, .stop): .stopped
        case (.paused, .resume), (.stopped, .resume), (.failed, .resume), (.resting, .resume):
            .waiting
        default: nil
        }
    }
}
