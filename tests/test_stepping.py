"""A walk through an expression graph stops anywhere, and ends with what the engine's backward pass leaves."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import graph
from helpers.graph import Node, log, maximum, multiply, sigmoid
from helpers.stepping import Walk
from helpers.stepping_paths import count_paths, paths
from tests.random_graphs import Engine, numbers, programs, run

INPUTS = st.tuples(numbers, numbers, numbers)


def twice(a, b):
    d, e = (a + b).named("d"), (b + 1).named("e")
    return (d * e).named("f")


def twice_walk():
    a, b = Node(2, "a"), Node(1, "b")
    walk = Walk(twice(a, b))
    d, e = walk.output.parents
    return walk, a, b, d, e


def same(one, other):
    return (
        type(one) is type(other) and np.array_equal(one, other) and np.array_equal(np.signbit(one), np.signbit(other))
    )


def assert_ends_as_the_engine(output):
    walk = Walk(output)
    end = walk.moment(len(walk) - 1)
    assert [node.grad for node in walk.nodes] == [None] * len(walk.nodes), "the walk leaves the nodes alone"
    output.backward()
    assert set(end.gradients) == set(walk.nodes) == end.complete
    for node in walk.nodes:
        assert same(end.gradients[node], node.grad) and same(walk.gradients[node], node.grad)


@given(programs, INPUTS)
def test_the_end_is_what_backward_leaves_bit_for_bit(program, inputs):
    assert_ends_as_the_engine(run(Engine, program, map(Node, inputs)))


@given(programs, st.tuples(*[st.lists(numbers, min_size=3, max_size=3).map(np.array)] * 2, numbers))
def test_so_it_is_for_a_batch_with_a_shared_number(program, inputs):
    assert_ends_as_the_engine(run(Engine, program, map(Node, inputs)))


def test_so_it_is_for_matrices_sums_and_means():
    w, x = Node(np.arange(6.0).reshape(2, 3)), Node(np.ones(3))
    assert_ends_as_the_engine(graph.sum(sigmoid(w @ x)) * graph.mean(x))
    assert_ends_as_the_engine(Node(np.arange(6.0).reshape(2, 3)) + Node(np.ones(3)))


@given(programs, INPUTS)
def test_paths_add_up_to_the_gradient(program, inputs):
    walk = Walk(run(Engine, program, map(Node, inputs)))
    for node in walk.nodes:
        if node is not walk.output and (count := count_paths(walk, node)) <= 60:
            found = paths(walk, node, 60)
            assert len(found) == count and all(path[-1].parent is node for path in found)
            products = [path[-1].product for path in found]
            assert all(
                math.isclose(math.prod(share.local for share in path), path[-1].product, abs_tol=1e-12)
                for path in found
                if all(abs(share.local) < 1e6 for share in path)
            )
            scale = max(1.0, *map(abs, products))
            assert abs(math.fsum(products) - walk.gradients[node]) <= 1e-10 * scale


@given(programs, INPUTS)
def test_what_is_known_only_grows(program, inputs):
    walk = Walk(run(Engine, program, map(Node, inputs)))
    moments = [walk.moment(index) for index in range(len(walk))]
    for before, after in zip(moments, moments[1:]):
        assert before.values <= after.values and before.complete <= after.complete
        assert before.returned <= after.returned and set(before.gradients) <= set(after.gradients)
        if after.kind == "forward":
            assert before.values.issuperset(after.node.parents), "a node comes after all it reads"
        if after.kind == "backward":
            assert after.node in before.complete, "only a finished gradient is handed on"
        for node in before.complete:
            assert before.gradients[node] is after.gradients[node] or same(before.gradients[node], walk.gradients[node])


def test_one_operation_at_a_time():
    walk, a, b, d, e = twice_walk()
    told = [(moment.kind, moment.node and moment.node.name) for moment in map(walk.moment, range(len(walk)))]
    forward, backward = [("forward", name) for name in "def"], [("backward", name) for name in "fed"]
    assert told == [("inputs", None), *forward, ("seed", "f"), *backward]
    assert walk.moment(0).values == {a, b} and walk.moment(0).gradients == {}
    assert walk.moment(1).values == {a, b, d}
    assert walk.moment(4).gradients == {walk.output: 1.0} == {node: 1.0 for node in walk.moment(4).complete}
    assert walk.moment(4).returned == set() and walk.moment(5).returned == {walk.output}


def test_each_share_is_upstream_times_local_added_to_what_was_there():
    walk, a, b, d, e = twice_walk()
    (share,) = walk.moment(6).shares
    assert (share.parent, share.upstream, share.local, share.product) == (b, 3.0, 1.0, 3.0)
    assert (share.before, share.total) == (None, 3.0) and b not in walk.moment(6).complete
    to_a, to_b = walk.moment(7).shares
    assert (to_a.parent, to_a.before, to_a.total) == (a, None, 2.0)
    assert (to_b.parent, to_b.upstream, to_b.product, to_b.before, to_b.total) == (b, 2.0, 2.0, 3.0, 5.0)


def test_a_value_read_twice_by_one_operation_gets_two_shares():
    a = Node(3, "a")
    walk = Walk(a * a + a)
    first, second = walk.moment(len(walk) - 1).shares
    assert [(s.before, s.product, s.total) for s in (first, second)] == [(1.0, 3.0, 4.0), (4.0, 3.0, 7.0)]
    assert count_paths(walk, a) == 3 and [path[-1].product for path in paths(walk, a, 9)] == [3.0, 3.0, 1.0]
    assert len(paths(walk, a, 2)) == 2


def test_many_paths_are_counted_without_walking_them():
    node = start = Node(1.0)
    for _ in range(200):
        node = maximum(node, 0.5 * node) * 1.0
    walk = Walk(node * (last := Node(2.0)))
    assert count_paths(walk, start) == 2**200 and len(paths(walk, start, 3)) == 3
    assert len(paths(walk, last, 3)) == 1, "no way is tried that does not lead there"


def test_an_input_alone_is_its_own_output():
    walk = Walk(Node(3.0))
    assert [walk.moment(index).kind for index in range(len(walk))] == ["inputs", "seed"]
    assert walk.moment(1).gradients == {walk.output: 1.0} and count_paths(walk, walk.output) == 1


def test_gradients_of_an_earlier_pass_stay_in_the_nodes():
    walk, a, b, d, e = twice_walk()
    walk.output.backward(seed=10.0)
    Walk(walk.output)
    assert [node.grad for node in (a, b, d, e, walk.output)] == [20.0, 50.0, 20.0, 30.0, 10.0]


def test_what_the_engine_refuses_is_refused():
    with np.errstate(over="ignore"):
        too_large = multiply(Node(np.full(2, 1e300), "a"), 1e10)
        further = too_large + 1
    for output in (log(Node(1e-300, "a")) * 1e200, too_large, further):
        with pytest.raises(OverflowError) as theirs:
            output.backward()
        with pytest.raises(OverflowError) as ours:
            Walk(output)
        assert str(ours.value) == str(theirs.value)


@pytest.mark.parametrize(
    ("call", "kind", "named"),
    [
        (lambda: Walk(3.0), TypeError, "3.0; give a node"),
        (lambda: twice_walk()[0].moment(8), IndexError, "from 0 to 7"),
        (lambda: twice_walk()[0].moment(-1), IndexError, "from 0 to 7"),
    ],
)
def test_wrong_input_is_named_in_one_line(call, kind, named):
    with pytest.raises(kind) as caught:
        call()
    assert named in str(caught.value) and "\n" not in str(caught.value)
