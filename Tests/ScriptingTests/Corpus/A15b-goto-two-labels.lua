-- id: A15b
-- expect: killed
-- fault: fuel_exhausted
-- Two labels that jump to each other.
goto second
::first::
goto second
::second::
goto first
