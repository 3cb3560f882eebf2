SELECT year, span, entries, fitted
FROM entry_fit
ORDER BY year
