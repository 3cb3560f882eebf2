SELECT * FROM estimate ORDER BY rowid
