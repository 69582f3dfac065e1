-- id: P08c
-- expect: refused
-- fault: contract_broken
-- message: the contract has no function
-- as: strategy
-- from: load
-- A function under a name of a million letters.
local manifest = { name = 'x', version = '1', api = 1, games = { '*' }, decide = function() end }
manifest[('x'):rep(900000)] = function() end
return manifest
