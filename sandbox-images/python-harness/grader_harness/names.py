"""To which dotted names the expressions of a file can refer, through imports, aliases, scopes and other files.

Flow-insensitive: a name that is bound twice refers to both. It finds what honest code does and common detours; code that
builds names at run time can hide from it, so a rule is never the only thing that protects a test.
"""

import ast
import builtins

_BUILTINS = frozenset(dir(builtins))
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_NAMELESS = (ast.Constant, ast.expr_context, ast.operator, ast.unaryop, ast.cmpop, ast.boolop)
_MAXIMUM_NAMES = 64


class Scope:
    """Names bound in a module, class, function or comprehension. A name that is bound to something unknown has no targets."""

    def __init__(self, parent, kind):
        self.parent = parent
        self.kind = kind
        self.bound = {}
        self.redirected = {}
        self.stars = set()

    def bind(self, name, targets=()):
        """Notes that a name is bound here; returns whether that was news."""
        scope = self.redirected.get(name, self)
        known = scope.bound.setdefault(name, set())
        before = len(known)
        known.update(list(targets)[:_MAXIMUM_NAMES])
        return len(known) > before

    def lookup(self, name):
        """The dotted names that a plain name can stand for."""
        scope, start = self, self
        while scope is not None:
            if name in scope.bound and (scope is start or scope.kind != "class"):
                return scope.bound[name]
            if scope.parent is None:
                found = {f"{star}.{name}" for star in scope.stars}
                return found | ({f"builtins.{name}"} if name in _BUILTINS else set())
            scope = scope.parent
        return set()

    @property
    def module(self):
        """The outermost scope."""
        return self if self.parent is None else self.parent.module


class FileNames:
    """The names of one file. ``scopes`` maps each syntax node that opens a scope to it."""

    def __init__(self, tree, module, is_package, submission):
        """module: the file's dotted name; submission: FileNames of every file by dotted name, filled by the caller."""
        self.tree = tree
        self.scope = Scope(None, "module")
        self._package = module if is_package else module.rpartition(".")[0]
        self._submission = submission
        self._changed = False

    def settle_once(self):
        """Binds what the file's statements bind; returns whether anything was new. Call until nothing is, for all files."""
        self._changed = False
        for node, scope in walk(self.tree, self.scope):
            self._bind_node(node, scope)
        return self._changed

    def resolve(self, node, scope):
        """The dotted names that an expression can refer to, followed through the submission's own modules."""
        if isinstance(node, ast.Name):
            return self._through(scope.lookup(node.id))
        if isinstance(node, ast.Attribute):
            return self._through(f"{base}.{node.attr}" for base in self.resolve(node.value, scope))
        if isinstance(node, ast.NamedExpr):
            return self.resolve(node.value, scope)
        if isinstance(node, ast.IfExp):
            return self.resolve(node.body, scope) | self.resolve(node.orelse, scope)
        if isinstance(node, ast.BoolOp):
            return set().union(*(self.resolve(value, scope) for value in node.values))
        if isinstance(node, ast.Call):
            return self._resolve_call(node, scope)
        if isinstance(node, ast.Subscript):
            return self._resolve_item(node, scope)
        return set()

    def imported_modules(self, node, scope):
        """The dotted names that an import statement, or a call that imports, brings in."""
        if isinstance(node, ast.Import):
            return {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            base = self._base(node)
            return {base} | {f"{base}.{alias.name}" for alias in node.names if alias.name != "*"}
        if isinstance(node, ast.Call) and node.args:
            functions = self.resolve(node.func, scope)
            name = _constant(node.args[0])
            if name and functions & {"builtins.__import__", "importlib.import_module", "importlib.__import__"}:
                return {name}
        return set()

    def _resolve_call(self, node, scope):
        functions = self.resolve(node.func, scope)
        if "builtins.getattr" in functions and len(node.args) >= 2:
            name = _constant(node.args[1])
            if name:
                return self._through(f"{base}.{name}" for base in self.resolve(node.args[0], scope))
        imported = self.imported_modules(node, scope)
        if imported and "importlib.import_module" not in functions and len(node.args) < 4:
            if not any(keyword.arg == "fromlist" for keyword in node.keywords):
                return {name.partition(".")[0] for name in imported}
        return imported

    def _resolve_item(self, node, scope):
        key = _constant(node.slice)
        if key is None:
            return set()
        if isinstance(node.value, ast.Attribute) and node.value.attr == "__dict__":
            return self._through(f"{base}.{key}" for base in self.resolve(node.value.value, scope))
        if isinstance(node.value, ast.Call) and "builtins.vars" in self.resolve(node.value.func, scope) and node.value.args:
            return self._through(f"{base}.{key}" for base in self.resolve(node.value.args[0], scope))
        return {key} if "sys.modules" in self.resolve(node.value, scope) else set()

    def _through(self, names):
        # helper.C, where the submission's helper.py says "from torch.nn import Conv2d as C", is torch.nn.Conv2d
        found, waiting = set(), list(names)
        while waiting and len(found) < _MAXIMUM_NAMES:
            name = waiting.pop()
            if name in found:
                continue
            found.add(name)
            parts = name.split(".")
            for cut in range(len(parts) - 1, 0, -1):
                file = self._submission.get(".".join(parts[:cut]))
                if file is not None:
                    rest = "".join(f".{part}" for part in parts[cut + 1 :])
                    waiting += [target + rest for target in file.scope.lookup(parts[cut]) if not target.startswith("builtins.")]
                    break
        return found

    def _base(self, node):
        if not node.level:
            return node.module or ""
        parts = self._package.split(".") if self._package else []
        parts = parts[: len(parts) - (node.level - 1)] if node.level > 1 else parts
        return ".".join([*parts, *([node.module] if node.module else [])])

    def _bind(self, scope, name, targets=()):
        self._changed |= scope.bind(name, targets)

    def _bind_node(self, node, scope):
        if isinstance(node, ast.Import):
            for alias in node.names:
                self._bind(scope, alias.asname or alias.name.partition(".")[0], [alias.name if alias.asname else alias.name.partition(".")[0]])
        elif isinstance(node, ast.ImportFrom):
            self._bind_from(node, scope)
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            self._bind(scope, node.name)
        elif isinstance(node, ast.Assign):
            for target in node.targets:
                self._bind_target(target, node.value, scope)
        elif isinstance(node, (ast.AnnAssign, ast.NamedExpr)) and node.value is not None:
            self._bind_target(node.target, node.value, _named_scope(node, scope))
        elif isinstance(node, (ast.For, ast.AsyncFor, ast.comprehension)):
            self._bind_loop(node, scope)
        elif isinstance(node, ast.withitem) and node.optional_vars is not None:
            self._bind_target(node.optional_vars, node.context_expr, scope)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, (ast.Store, ast.Del)):
            self._bind(scope, node.id)
        elif isinstance(node, ast.ExceptHandler) and node.name:
            self._bind(scope, node.name)
        elif isinstance(node, ast.arg):
            self._bind(scope, node.arg)

    def _bind_from(self, node, scope):
        base = self._base(node)
        for alias in node.names:
            if alias.name == "*":
                self._changed |= base not in scope.module.stars
                scope.module.stars.add(base)
            else:
                self._bind(scope, alias.asname or alias.name, [f"{base}.{alias.name}" if base else alias.name])

    def _bind_target(self, target, value, scope):
        if isinstance(target, ast.Name):
            self._bind(scope, target.id, self.resolve(value, scope))
        elif isinstance(target, (ast.Tuple, ast.List)) and isinstance(value, (ast.Tuple, ast.List)):
            for one, other in zip(target.elts, value.elts):
                self._bind_target(one, other, scope)

    def _bind_loop(self, node, scope):
        if isinstance(node.iter, (ast.Tuple, ast.List, ast.Set)):
            for value in node.iter.elts:
                self._bind_target(node.target, value, scope)


def walk(tree, module_scope):
    """Every node of a tree that can name something, with the scope that it is evaluated in, without annotations. No recursion."""
    waiting = [(tree, module_scope)]
    while waiting:
        node, scope = waiting.pop()
        yield node, scope
        # literals and operators name nothing; a file may hold a million of them
        waiting.extend(reversed([pair for pair in _children(node, scope) if not isinstance(pair[0], _NAMELESS)]))


def _children(node, scope):
    if isinstance(node, (ast.Global, ast.Nonlocal)):
        _redirect(node, scope)
    if isinstance(node, _FUNCTIONS):
        inner = _scope_of(node, scope, "function")
        arguments = node.args
        every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, arguments.vararg, arguments.kwarg]
        for name in every:
            if name is not None:
                inner.bind(name.arg)
        outside = [*arguments.defaults, *(default for default in arguments.kw_defaults if default is not None)]
        body = [node.body] if isinstance(node, ast.Lambda) else node.body
        outside += getattr(node, "decorator_list", [])
        yield from ((child, scope) for child in outside)
        yield from ((child, inner) for child in body)
    elif isinstance(node, ast.ClassDef):
        inner = _scope_of(node, scope, "class")
        yield from ((child, scope) for child in (*node.decorator_list, *node.bases, *node.keywords))
        yield from ((child, inner) for child in node.body)
    elif isinstance(node, _COMPREHENSIONS):
        inner = _scope_of(node, scope, "comprehension")
        yield from ((child, inner) for child in ast.iter_child_nodes(node))
    elif isinstance(node, ast.AnnAssign):
        yield from ((child, scope) for child in (node.target, node.value) if child is not None)
    else:
        yield from ((child, scope) for child in ast.iter_child_nodes(node))


def _scope_of(node, parent, kind):
    scope = getattr(node, "grader_scope", None)
    if scope is None:
        scope = node.grader_scope = Scope(parent, kind)
    return scope


def _named_scope(node, scope):
    # := in a comprehension binds in the function around it
    while isinstance(node, ast.NamedExpr) and scope.kind == "comprehension":
        scope = scope.parent
    return scope


def _redirect(node, scope):
    for name in node.names:
        if isinstance(node, ast.Global):
            scope.redirected[name] = scope.module
        else:
            outer = scope.parent
            while outer.parent is not None and name not in outer.bound:
                outer = outer.parent
            scope.redirected[name] = outer


def _constant(node):
    """The text that an expression of constants has, or None."""
    parts, waiting = [], [node]
    while waiting:
        part = waiting.pop()
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            parts.append(part.value)
        elif isinstance(part, ast.BinOp) and isinstance(part.op, ast.Add):
            waiting += [part.right, part.left]
        elif isinstance(part, ast.JoinedStr):
            waiting += reversed(part.values)
        else:
            return None
    return "".join(parts)
