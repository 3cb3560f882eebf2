SELECT measure, region, unit, origin, remarks
FROM forecast_info
WHERE measure = $measure AND region = $region
