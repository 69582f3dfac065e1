-- id: P08ct
-- expect: done
-- result: 3 rounds; 30 staked
-- as: strategy
-- from: load
local manifest = { name = 'x', version = '1', api = 1, games = { '*' }, decide = function() return { type = 'PlaceBet', amount = 10 } end }
manifest[('x'):rep(900000)] = 1
return manifest
