# Text tests: each file says in RUN lines what to run, and in CHECK lines what
# FileCheck must find in the output. Parameters come from CMake.
import os

import lit.formats

config.name = "filetests"
config.test_format = lit.formats.ShTest(True)
config.suffixes = [".py", ".flow", ".ll", ".test"]
config.excludes = ["lit.cfg.py", "Inputs"]
config.test_source_root = os.path.dirname(__file__)
config.test_exec_root = lit_config.params["exec_root"]
config.substitutions.append(("%tracewright", lit_config.params["tracewright"]))
config.substitutions.append(("FileCheck", lit_config.params["filecheck"]))

# --gc=boehm was built.
runtime = os.path.join(os.path.dirname(lit_config.params["tracewright"]), "..", "lib")
if os.path.exists(os.path.join(runtime, "libtw_gc_boehm.a")):
    config.available_features.add("libgc")
