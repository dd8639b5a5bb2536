"""A log of the strategies that collections use."""


class LogEntry(object):
    """How many collections and slots one line of the log stands for."""

    def __init__(self):
        self.slots = 0
        self.objects = 0
        self.element_typenames = {}

    def add(self, size, element_typename):
        self.slots += size
        self.objects += 1
        if element_typename:
            self.element_typenames[element_typename] = None

    def classnames(self):
        return self.element_typenames.keys()


class Logger(object):
    _attrs_ = ['active', 'aggregate', 'logs']
    _immutable_fields_ = ['active?', 'aggregate?', 'logs']

    def __init__(self):
        self.active = False
        self.aggregate = False
        self.logs = {}

    def activate(self, aggregate=False):
        """Lines are printed at once, or gathered for print_aggregated_log()."""
        self.active = True
        self.aggregate = self.aggregate or aggregate

    def log(self, new_strategy, size, cause="", old_strategy="", typename="",
            element_typename=""):
        if not self.aggregate:
            elements = []
            if element_typename:
                elements.append(element_typename)
            self.output(cause, old_strategy, new_strategy, typename, size, 1, elements)
            return
        key = (cause, old_strategy, new_strategy, typename)
        if key not in self.logs:
            self.logs[key] = LogEntry()
        self.logs[key].add(size, element_typename)

    def print_aggregated_log(self):
        if not self.aggregate:
            return
        for key, entry in self.logs.items():
            cause, old_strategy, new_strategy, typename = key
            self.output(cause, old_strategy, new_strategy, typename, entry.slots, entry.objects,
                        entry.classnames())

    def output(self, cause, old_strategy, new_strategy, typename, slots, objects,
               element_typenames):
        line = cause + " ("
        if old_strategy:
            line += old_strategy + " -> "
        line += new_strategy
        if typename:
            line += " of " + typename
        line += ") size %d objects %d" % (slots, objects)
        if element_typenames:
            line += " elements: " + " ".join(element_typenames)
        self.do_print(line)

    def do_print(self, str):
        print str
