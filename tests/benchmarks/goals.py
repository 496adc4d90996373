"""The goals, each a sentence and a condition on what was measured."""

from tests.benchmarks import competitors, growth, moons, trainers

SMALL = [1, 32, 256]


def goals(ratios, grown):
    """Yield (sentence, whether it holds) from {batch: {name: ratio to the limit}} and a list of `Grown`."""
    network, operations, matrices = (
        kind.name for kind in (competitors.OfNetwork, competitors.OfOperations, competitors.OfMatrices)
    )
    for name, most, batch in [
        (network, 0.5, 1),
        (network, 3.6, 256),
        (operations, 7.5, 256),
        (matrices, 4.0, 256),
    ]:
        ratio = ratios[batch][name]
        yield f"{name}, batch {batch}: {ratio:.2f} times the limit, at most {most}", ratio <= most
    for name in (network, matrices, operations):
        for other in (kind.name for kind in competitors.OTHERS):
            ahead = {batch: _ahead(ratios[batch], name, other) for batch in SMALL if other in ratios[batch]}
            if ahead:
                times = ", ".join(f"{factor:.2f}" for factor in ahead.values())
                batches = ", ".join(map(str, ahead))
                yield f"{name} ahead of {other}: {times} times as fast, batch {batches}", min(ahead.values()) > 1
    for row in grown:
        if row.engine != growth.OfOperationsUncollected.name:
            most = max(both / forward for both, forward in zip(row.both, row.forward, strict=True))
            yield f"{row.engine}, cost over {row.what}: slope {row.slope:.3f}, at most 1.05", row.slope <= 1.05
            yield f"{row.engine}, over {row.what}: both passes {most:.1f} times forward, at most 3", most <= 3


def _ahead(ratios, name, other):
    return ratios[other] / ratios[name]


def goals_of_training(seven_nodes, digits, demo):
    """Yield (sentence, whether it holds) from three times {name: times as long as ours}."""
    torch, micrograd = trainers.OfTorch.name, moons.OfMicrograd.name
    for what, ratios, other, least in [
        ("seven nodes", seven_nodes, torch, 5),
        ("one epoch of digits", digits, torch, 0.8),
        ("micrograd's demo", demo, micrograd, 1_000),
        ("micrograd's demo", demo, torch, 1),
    ]:
        if other in ratios:
            yield f"{what}: {ratios[other]:.2f} times as fast as {other}, at least {least}", ratios[other] >= least
