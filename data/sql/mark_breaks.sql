-- A figure comes after a break when it is the first at or after one that concerns its region, and not
-- the first of its series.
INSERT INTO figure_after_break
WITH figures AS (
    SELECT
        indicator, region, year,
        lag(year) OVER (PARTITION BY indicator, region ORDER BY year) AS previous
    FROM observation
)
SELECT DISTINCT figures.indicator, figures.region, figures.year
FROM figures
JOIN region ON region.code = figures.region
JOIN series_break AS cut ON cut.indicator = figures.indicator
WHERE cut.year > previous
    AND cut.year <= figures.year
    AND (len(cut.regions) = 0 OR list_has_any(cut.regions, [region.code, region.level]))
