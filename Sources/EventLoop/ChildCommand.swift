// What a child process is asked to run, checked before the system sees it.
import CUV

/// A program with its arguments and surroundings.
public struct ChildCommand: Equatable, Sendable {
    /// A path, or a name without "/" that is looked up in `PATH`.
    public var executable: String
    /// Without the program's own name.
    public var arguments: [String]
    /// The whole environment of the child; nil passes this process's on.
    public var environment: [String: String]?
    /// The working directory; nil is that of this process.
    public var folder: String?
    /// How many bytes of each output are kept. What comes after them is read and thrown away, so
    /// that the child never waits for room.
    public var outputBytesMax: Int
    /// A descriptor of this process that the child gets as its descriptor 3; it stays open here.
    public var inherited: CInt?

    public init(
        _ executable: String, _ arguments: [String] = [], environment: [String: String]? = nil,
        folder: String? = nil, outputBytesMax: Int = 1 << 20, inherited: CInt? = nil
    ) {
        if outputBytesMax < 0 { fatalError("outputBytesMax is \(outputBytesMax), less than none") }
        self.executable = executable
        self.arguments = arguments
        self.environment = environment
        self.folder = folder
        self.outputBytesMax = outputBytesMax
        self.inherited = inherited
    }

    /// Refuses what C would cut short at a NUL byte, and names an environment cannot hold.
    func check(for child: OpenHandle) throws(LoopError) {
        let names = environment.map { Array($0.keys) } ?? []
        let texts = [executable, folder ?? ""] + arguments + names
        let values = environment.map { Array($0.values) } ?? []
        guard !(texts + values).contains(where: { $0.utf8.contains(0) }) else {
            throw LoopError(UV_EINVAL.rawValue, while: "pass a NUL byte to the \(child)")
        }
        if let name = names.first(where: { $0.isEmpty || $0.contains("=") }) {
            throw LoopError(
                UV_EINVAL.rawValue, while: "pass the environment variable '\(name)' to the \(child)"
            )
        }
    }

    /// Starts it; the result is a libuv status.
    func spawn(
        on loop: UnsafeMutablePointer<uv_loop_t>, as process: UnsafeMutablePointer<uv_process_t>,
        outputs: [ChildOutput]
    ) -> CInt {
        OpenDescriptors.closeInChildren()
        let arguments = CStringArray([executable] + arguments)
        let environment = CStringArray((environment ?? [:]).map { "\($0.key)=\($0.value)" })
        // libuv reads them while it starts the child, and sees only the pointers.
        defer {
            extendLifetime(arguments)
            extendLifetime(environment)
        }
        // The first is the input: zero is UV_IGNORE, which for input is /dev/null.
        var containers = unsafe [uv_stdio_container_t()] + outputs.map { unsafe $0.container }
        if let inherited {
            var container = unsafe uv_stdio_container_t()
            unsafe container.flags = UV_INHERIT_FD
            unsafe container.data.fd = inherited
            unsafe containers.append(container)
        }
        var options = unsafe uv_process_options_t()
        unsafe options.args = arguments.pointers
        unsafe options.env = self.environment == nil ? nil : environment.pointers
        // UV_PROCESS_DETACHED is setsid(2) in the child: its own session and process group.
        unsafe options.flags = UV_PROCESS_DETACHED.rawValue
        unsafe options.exit_cb = {
            unsafe ChildProcess.owner(of: $0).exited(status: $1, signal: $2)
        }
        return unsafe containers.withUnsafeMutableBufferPointer { stdio in
            unsafe options.stdio_count = CInt(stdio.count)
            unsafe options.stdio = stdio.baseAddress
            return unsafe executable.withCString { file in
                unsafe options.file = file
                guard let folder else { return unsafe uv_spawn(loop, process, &options) }
                return unsafe folder.withCString { folder in
                    unsafe options.cwd = folder
                    return unsafe uv_spawn(loop, process, &options)
                }
            }
        }
    }
}
