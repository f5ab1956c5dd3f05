"""Syntax of a parsed document: who does what to whom, and whether it is told as having happened.

The only package that names a dependency label. Ask `dependency_tree.get_tree(doc)` for the tree of a Doc, then the
functions of `dependency_relations` and `clause_structure` (primitive), `predicates` (arguments), `argument_roles` (of
which predicates a noun is an argument), `noun_phrases`, `shared_time`, `factuality` and `content_holders`. Tokens are
indices in the Doc.
"""
