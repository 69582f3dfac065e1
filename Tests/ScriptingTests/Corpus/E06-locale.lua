-- id: E06
-- expect: refused
-- fault: lua_error
-- message: os
-- The locale of the process belongs to the host.
os.setlocale("de_DE.UTF-8", "numeric") return 0.5
