// The heap of the C library that this process allocates from.
internal import CLuaBridge

/// Settings of the process's heap.
public enum ProcessHeap {
    /// Bounds the number of heaps that threads allocate from; before threads are started.
    public static func limitArenas(_ count: Int) {
        sg_heap_limit_arenas(Int32(clamping: count))
    }

    /// Gives free pages back to the system. Any thread; allocations wait for some milliseconds.
    public static func giveBack() {
        sg_heap_give_back()
    }
}
