"""What lights up when a reader of a picture asks about one node or parameter: its paths to the output."""


def downstream(starts, sources):
    """Return the set of nodes that depend on one of `starts`, the starts included.

    sources: {node: the nodes it reads}.
    """
    reached, waiting = set(starts), list(starts)
    readers = {}
    for reader, reads in sources.items():
        for source in reads:
            readers.setdefault(source, []).append(reader)
    while waiting:
        new = [reader for reader in readers.get(waiting.pop(), ()) if reader not in reached]
        reached.update(new)
        waiting.extend(new)
    return reached


def checked_names(select, known, whole):
    """Return `select`, None, one name or several, as a tuple; raises ValueError for a name not in `known`.

    whole: what the names belong to, for the message, such as "this network".
    """
    names = () if select is None else select if isinstance(select, (list, tuple, set)) else (select,)
    for name in names:
        if name not in known:
            shown = ", ".join(map(repr, list(known)[:6]))
            more = ", …" if len(known) > 6 else ""
            raise ValueError(f"select names {name!r}, which {whole} does not have; choose from {shown}{more}")
    return tuple(name for name in known if name in names)  # in one order, whatever kind of collection was given
