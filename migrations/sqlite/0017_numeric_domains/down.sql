-- Who was removed does not come back.
SELECT 1;
