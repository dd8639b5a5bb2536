"""What the machine has."""
import os


def detect_number_of_processors(filename_or_file='/proc/cpuinfo'):
    if os.environ.get('MAKEFLAGS'):
        return 1
    try:
        f = open(filename_or_file)
    except IOError:
        return 1
    count = len([line for line in f.readlines() if line.startswith('processor')])
    f.close()
    return max(count, 1)


def detect_pax():
    return False
