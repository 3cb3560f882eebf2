SELECT * FROM published_figure ORDER BY rowid
