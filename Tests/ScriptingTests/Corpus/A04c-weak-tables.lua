-- id: A04c
-- expect: refused
-- fault: lua_error
-- message: __mode
-- Weak tables show when garbage is collected: __mode is refused.
setmetatable({}, { __mode = "k" })
