def entry_point(argv):
    return 0


def target(driver, args):
    driver.exe_name = "calc"
