"""The project file, its journal, its earlier versions and its lock.

No Qt here, and no rules: what is stored is what was entered.
"""
