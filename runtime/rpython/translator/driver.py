"""The driver's object, as targets see it."""


class TranslationDriver(object):
    """What target(driver, args) gets has config and exe_name; a driver of one's own
    cannot run the stages: that is what the command tracewright does."""
    exe_name = None

    def __init__(self, setopts=None, default_goal=None, disable=[], exe_name=None,
                 extmod_name=None, config=None, overrides=None):
        from rpython.config.translationoption import get_combined_translation_config
        self.config = config or get_combined_translation_config(translating=True)
        self.exe_name = exe_name
        if overrides is not None:
            self.config.override(overrides)

    def proceed(self, goals):
        raise RuntimeError("translation is started by the command tracewright")

    @staticmethod
    def from_targetspec(targetspec_dic, config=None, args=None, empty_translator=None,
                        disable=[], default_goal=None):
        return TranslationDriver(config=config)
