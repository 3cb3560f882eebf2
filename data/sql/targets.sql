SELECT * FROM target ORDER BY rowid
