-- id: S05
-- expect: refused
-- An error that is raised outside all calls, and can not be shown.
error(setmetatable({}, { __tostring = function(e) error(e) end, __name = {} }))
