SELECT indicator, id, text_zh, text_en FROM definition ORDER BY rowid
