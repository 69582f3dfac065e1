// Whether what was printed arrived: `print` itself does not say.
internal import CUV
import Glibc

/// Standard output as `print` writes it.
public enum StandardOutput {
    /// Occupies what the caller closed of standard input, output and error, so that no file or socket
    /// that is opened later takes their numbers and is printed into. Writing to them fails as before.
    public static func occupyClosedStreams() {
        for stream in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO]
        where fcntl(stream, F_GETFD) == -1 {
            // The lowest free number is this one.
            _ = unsafe open("/dev/null", O_RDONLY)
        }
    }

    /// Writes out what is still held.
    ///
    /// - Returns: why something that was printed did not arrive, for people; `nil` if all did.
    public static func loss() -> String? {
        let code = sg_flush_standard_output()
        guard code != 0 else { return nil }
        return code < 0 ? "an earlier write failed" : unsafe String(cString: strerror(code))
    }
}
