SELECT * FROM evidence ORDER BY rowid
