SELECT indicator, year, reason_zh, reason_en, regions FROM series_break ORDER BY indicator, year
