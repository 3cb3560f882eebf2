SELECT indicator, region, unit, origin, remarks, problem, engine, digest
FROM forecast_info
ORDER BY indicator, region
