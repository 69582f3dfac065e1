// The one error type of this module: what the system refused, during what, and what to do.
import CUV

/// A call into libuv that failed.
///
/// Mistakes of the program (a handle used off its loop's thread, a loop closed twice) are not
/// errors: they trap with a message.
public struct LoopError: Error, Equatable, Sendable {
    /// libuv's name of the error, such as `ENOENT`.
    public let code: String
    /// libuv's text for it, such as "no such file or directory".
    public let text: String
    /// What was being done, as the end of a sentence that begins with "cannot".
    public let operation: String

    /// - Parameter status: a negative libuv status.
    init(_ status: CInt, while operation: String) {
        self.code = unsafe String(cString: uv_err_name(status))
        self.text = unsafe String(cString: uv_strerror(status))
        self.operation = operation
    }

    /// What the person who reads the message can do about it.
    public var advice: String {
        switch code {
        case "ENOENT": "check that the path exists and is spelt right"
        case "EACCES", "EPERM": "check the owner and the permissions"
        case "ENOTDIR": "check that every part of the path but the last is a folder"
        case "EMFILE", "ENFILE":
            "raise the limit of open files (ulimit -n) or of fs.inotify.max_user_instances"
        case "ENOSPC": "raise fs.inotify.max_user_watches or free space on the disk"
        case "ENOMEM": "free memory, or ask for a smaller stack"
        case "EAGAIN": "raise the limit of processes and threads (ulimit -u)"
        case "E2BIG": "shorten the arguments or the environment"
        case "ENOEXEC": "check that the file is a program for this machine or starts with '#!'"
        case "EINVAL": "check the value: the system does not accept it"
        case "ENAMETOOLONG": "use a shorter path"
        case "ECONNREFUSED": "nobody listens there any more: start the program that did"
        case "ESRCH": "the process is gone already: nothing is left to do"
        default: "look the code up in errno(3)"
        }
    }
}

extension LoopError: CustomStringConvertible {
    /// One sentence with operation, cause, code and advice.
    public var description: String { "cannot \(operation): \(text) (\(code)); \(advice)" }
}
