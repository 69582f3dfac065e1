-- id: P08g
-- expect: refused
-- fault: not_plain_data
-- message: metatable
-- as: strategy
-- from: load
-- A manifest with a metatable that would call back.
return setmetatable({ name = 'x', version = '1', api = 1, games = { '*' }, decide = function() end }, { __index = function() while true do end end })
