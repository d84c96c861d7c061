"""An office's own form (.docx) filled with the park's data: fields in double braces, and content controls.

`Names` says what data there is and under which names, `Form` finds the fields of a form, `fill` writes them.
"""

from .fields import Field, Form, UnusableForm
from .filling import Filled, fill, resolved
from .names import Name, Names
from .remembering import remember, remembered

__all__ = ["Field", "Filled", "Form", "Name", "Names", "UnusableForm", "fill", "remember", "remembered", "resolved"]
