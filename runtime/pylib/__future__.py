"""The names of the language's optional features."""

all_feature_names = ['nested_scopes', 'generators', 'division', 'absolute_import',
                     'with_statement', 'print_function', 'unicode_literals']
nested_scopes = generators = division = absolute_import = True
with_statement = print_function = unicode_literals = True
