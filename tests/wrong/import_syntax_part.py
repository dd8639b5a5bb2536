def value():
    retrun 5
