-- id: E10
-- expect: refused
-- fault: lua_error
-- message: [2Jgone
-- Control characters in an error come out harmless.
error("\27[2Jgone\0hidden", 0)
