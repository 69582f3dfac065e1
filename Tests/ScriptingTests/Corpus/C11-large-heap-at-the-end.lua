-- id: C11
-- expect: done
-- result: 60000
-- fuel: 20000000
-- A heap of many small objects is given back when the state is closed.
heap = {} for i = 1, 60000 do heap[i] = { i, { i } } end return #heap
