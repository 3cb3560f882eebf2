SELECT measure, region FROM forecast_info ORDER BY measure, region
