"""Names of a package that are imported when they are first asked for: whoever uses one does not wait for all."""

from importlib import import_module


def importing(package, kind, modules):
    """Return the `__getattr__` of a package whose names stand in its modules, {name: module}.

    kind: what such a name is called in the AttributeError for another one.
    """

    def get(name):
        if name not in modules:
            raise AttributeError(f"there is no {kind} {name!r}; choose from {', '.join(modules)}")
        return getattr(import_module(f"{package}.{modules[name]}"), name)

    return get
