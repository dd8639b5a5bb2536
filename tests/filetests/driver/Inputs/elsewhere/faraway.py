PLACE = "found through PYTHONPATH"
