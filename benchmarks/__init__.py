"""How good the engine is: measured on published forecasting competitions, against its peers."""
