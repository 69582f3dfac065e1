-- id: P08b
-- expect: refused
-- fault: contract_broken
-- message: at most 1000
-- as: strategy
-- from: load
-- A manifest of 30,000 fields.
local manifest = { name = 'x', version = '1', api = 1, games = { '*' }, decide = function() end }
for i = 1, 30000 do manifest['field' .. i] = i end
return manifest
