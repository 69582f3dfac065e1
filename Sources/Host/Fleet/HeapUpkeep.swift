// Memory that the C library keeps for itself: given back to the system while a host runs for days.
//
// Each thread that finds the others' arenas busy gets one of its own, and what was once allocated
// there beside something that lives on stays resident. In a soak of 80 sessions with an edit every
// four seconds the process held 113 MB after 35 minutes, of which `malloc_trim` gave 50 MB back.
internal import EventLoop
private import Scripting

/// Looks after the C library's heap of one process. The core loop's thread.
final class HeapUpkeep {
    private let core: Loop
    /// Resident after memory was given back the last time; bytes.
    private var residentLast: Int64 = 0
    private var isTrimming = false

    init(core: Loop) {
        self.core = core
    }

    /// Bounds the arenas: one for each worker, and two for all others. Before threads are started.
    static func limitArenas(workers: Int) {
        ProcessHeap.limitArenas(workers + 2)
    }

    /// Gives free pages back when the process has grown by a tenth since the last time.
    ///
    /// In the background: it takes the arenas' locks one after the other, for some milliseconds.
    func lookAgain() {
        guard !isTrimming, Bench.residentBytes() > residentLast / 10 * 11 else { return }
        isTrimming = true
        core.inBackground(label: "give memory back", { ProcessHeap.giveBack() }) { [weak self] in
            self?.isTrimming = false
            self?.residentLast = Bench.residentBytes()
        }
    }

    /// How often to look, in seconds.
    static let period = 60
}
