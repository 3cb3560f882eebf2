WITH found AS (
    SELECT indicator, region, list(year) AS years, min(year) AS first, max(year) AS last
    FROM observation
    GROUP BY indicator, region
)
SELECT
    indicator, region, len(years) AS figures, first, last,
    list_filter(range(first, last + 1), lambda year: NOT list_contains(years, year)) AS missing
FROM found
ORDER BY indicator, region
