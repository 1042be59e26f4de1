"""Runs the export and probe steps in a sandbox container; docs/protocol.md has the protocol.

The first process never imports a student's code. It reads the plan, forks one child per unit, checks everything that a
child sends and passes it on. Whatever a child does, its unit gets exactly one outcome.
"""
