-- id: B06t
-- expect: done
-- result: 1	7
-- The same pattern on a short text.
return ("aaaaaab"):find(".-.-.-b")
