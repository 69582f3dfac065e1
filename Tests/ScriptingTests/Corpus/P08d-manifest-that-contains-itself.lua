-- id: P08d
-- expect: refused
-- fault: not_plain_data
-- message: nested more than 32
-- as: strategy
-- from: load
-- A manifest that contains itself.
local manifest = { name = 'x', version = '1', api = 1, games = { '*' }, decide = function() end }
manifest.params = manifest
manifest.more = manifest
return manifest
