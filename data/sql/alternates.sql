SELECT * FROM alternate ORDER BY rowid
