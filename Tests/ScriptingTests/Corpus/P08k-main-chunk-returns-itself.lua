-- id: P08k
-- expect: refused
-- fault: contract_broken
-- message: returned a thread
-- as: strategy
-- from: load
-- A main chunk that returns a coroutine.
return coroutine.create(print)
