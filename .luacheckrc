-- Plugins run in the host's sandbox: Lua 5.4 without os, io, debug and require.
std = "lua54"
max_line_length = 100
read_globals = { "log", "budget" }
not_globals = {
    "os", "io", "debug", "require", "package", "dofile", "loadfile", "print", "collectgarbage",
    "warn",
}
