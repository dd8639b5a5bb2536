"""Lists, dicts and tuples of objects, as an interpreter for records would use
them: grouping, sorting by key, replacing a part of what is kept."""


class Record(object):
    def __init__(self, key, value):
        self.key = key
        self.value = value


def make_records(seed, count):
    records = []
    for i in range(count):
        seed = (seed * 1103515245 + 12345) & 0x7fffffff
        records.append(Record(seed % 1009, i))
    return records


def group(records):
    groups = {}
    for record in records:
        if record.key not in groups:
            groups[record.key] = []
        groups[record.key].append(record)
    return groups


def pairs(groups):
    result = []
    for key in groups:
        total = 0
        for record in groups[key]:
            total += record.value
        result.append((key, total))
    return result


def entry_point(argv):
    rounds = int(argv[1]) if len(argv) > 1 else 400
    kept = {}
    checksum = 0
    for number in range(rounds):
        groups = group(make_records(number, 20000))
        for key, total in pairs(groups):
            checksum = (checksum * 31 + key + total) & 0xffffffff
        kept[number % 20] = groups
        for index in kept:
            checksum += len(kept[index])
    print checksum & 0xffffffff, len(kept)
    return 0


def target(driver, args):
    return entry_point, None
