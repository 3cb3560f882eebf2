SELECT code, name_zh, name_en, level, parent FROM region ORDER BY rowid
