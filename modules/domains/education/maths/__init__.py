"""Mathematics that is checked: expressions are read without evaluating anything, compared by algebra, solved, verified.

Nothing here runs code from a text. What SymPy is given has been read by our own grammar and measured first.
"""
