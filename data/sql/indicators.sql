SELECT id, name_zh, name_en, description_zh, description_en, unit, sum_without FROM indicator ORDER BY id
