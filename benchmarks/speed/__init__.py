"""How fast it answers: a lever on screen beside minimal pages, the model beside plain NumPy."""
