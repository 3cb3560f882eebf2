-- Years in which every province that ever has a figure of the indicator has one, beside the published
-- national figure; of an indicator that has a figure for all provinces but at most one. Wages and shares
-- do not add up.
WITH provincial AS (
    SELECT observation.*
    FROM observation JOIN region ON region.code = observation.region
    WHERE level = 'province'
),
wanted AS (
    SELECT indicator, count(DISTINCT region) AS provinces FROM provincial GROUP BY indicator
),
summed AS (
    SELECT indicator, year, count(*) AS provinces, sum(value) AS total
    FROM provincial
    GROUP BY indicator, year
)
SELECT summed.indicator, summed.year, total AS provinces, nation.value AS nation
FROM summed
JOIN wanted USING (indicator, provinces)
JOIN observation AS nation ON nation.indicator = summed.indicator AND nation.year = summed.year
JOIN region ON region.code = nation.region AND region.level = 'nation'
JOIN indicator ON indicator.id = summed.indicator
WHERE indicator.unit IN ('persons', 'persons_per_year', 'yuan')
    AND wanted.provinces > 1
    AND wanted.provinces >= (SELECT count(*) - 1 FROM region WHERE level = 'province')
    AND nation.definition <> 'sum_of_provinces'
ORDER BY summed.indicator, summed.year
