"""The expression graph: operations make nodes, `backward` goes back over them.

The rules for single operations stand in `helpers.rules`. Here is what joins
them: a node remembers its parents and its local derivatives, and the chain rule
multiplies along every edge and adds up in every node.
"""

import math
from functools import wraps
from itertools import count
from operator import attrgetter

import numpy as np

from helpers import rules
from helpers.naming import called, short, written
from helpers.values import checked_value, is_finite

_birthdays = count()


class Node:
    """Hold one value of an expression, how it was made, and its gradient.

    value: a float, or an array (a batch, a vector, a matrix).
    grad: after `backward`, the gradient of the output with respect to this node;
        None before.
    parents: the nodes this one was computed from; () for an input.
    local: one local derivative per parent, d(this) / d(parent).
    operation, operands: what made the node, as it was written, plain numbers
        included.
    """

    __slots__ = ("value", "grad", "name", "parents", "local", "operation", "operands", "age")
    __array_ufunc__ = None  # array + node asks the node, not NumPy

    def __init__(self, value, name="", parents=(), local=(), operation="", operands=()):
        """Make an input of the expression; the operations fill in the rest.

        Raises TypeError or ValueError unless `value` is made of finite numbers.
        """
        if not math.isfinite(value) if type(value) is float else not operation:
            value = _checked(value, name, operation, operands)
        self.value = value
        self.grad = None
        self.name = name
        self.parents = parents
        self.local = local
        self.operation = operation
        self.operands = operands
        self.age = next(_birthdays)

    def named(self, name):
        """Name this node and return it."""
        self.name = name
        return self

    def __repr__(self):
        name = f", name={self.name!r}" if self.name else ""
        grad = f", grad={short(self.grad)}" if self.grad is not None else ""
        return f"Node({short(self.value)}{name}{grad})"

    def backward(self, seed=1.0):
        """Leave `seed` * d(this) / d(n) in the `grad` of each node n.

        That is this node and every node it depends on. Each call starts afresh:
        nothing is left over from an earlier one. Raises OverflowError, and
        changes nothing, if a value or a gradient is too large for a float.
        """
        order = ancestors(self)
        seed = _checked_seed(seed, self)
        _refuse_infinite_values(order)
        before = [node.grad for node in order]
        for node in order:
            node.grad = None
        self.grad = seed
        with np.errstate(all="ignore"):  # overflow is refused by name, below
            for node in reversed(order):
                upstream = node.grad
                for parent, local in zip(node.parents, node.local):
                    if type(upstream) is float and type(local) is float:
                        product = upstream * local
                    else:
                        product = times(upstream, local, parent.value)
                    if parent.grad is None:
                        parent.grad = product
                    else:
                        parent.grad = parent.grad + product
        _refuse_infinite_gradients(order, before)


def ancestors(output):
    """Return `output` and every node that it depends on, oldest first.

    A node is younger than its parents. So by age, every node comes after all
    those it reads: forward goes from old to young, backward from young to old.
    """
    found, waiting = {output}, [output]
    for node in waiting:  # grows while it is read
        for parent in node.parents:
            if parent not in found:
                found.add(parent)
                waiting.append(parent)
    return sorted(found, key=attrgetter("age"))


def times(upstream, local, value):
    """Multiply an upstream gradient and a local derivative that are arrays.

    The product has the shape of the parent's `value`.
    """
    # One number shared by a whole batch: the gradients of its samples add up.
    if type(value) is float:
        if type(local) is float:
            return local * float(np.add.reduce(upstream, None))
        return float(np.vdot(upstream, local))
    if local is rules.ONE:
        product = upstream
    elif callable(local):
        return local(upstream)
    else:
        product = upstream * local
    return product if product.shape == value.shape else _folded(product, value.shape)


def _folded(product, shape):
    """Add up `product` over the axes along which NumPy repeated a value.

    shape: that of the value.
    """
    extra = product.ndim - len(shape)
    if extra:
        product = product.sum(axis=tuple(range(extra)))
    for axis, length in enumerate(shape):
        if length != product.shape[axis]:
            product = np.add.reduce(product, axis, keepdims=True)
    return product


# --- From rules on numbers to operations on nodes -----------------------------


def _unary(symbol, rule):
    """Make an operation on one node.

    Of a plain number, which it takes too, it makes a plain number.
    """

    @wraps(rule)
    def apply(a):
        u = a.value if isinstance(a, Node) else _number(a, symbol)
        try:
            value, local = rule(u)
        except (ValueError, ArithmeticError) as error:
            raise _renamed(error, symbol, (a,)) from None
        if not isinstance(a, Node):
            return value
        parents = (a,)
        return Node(value, "", parents, (local,), symbol, parents)

    return apply


def _binary(symbol, rule):
    """Make an operation on two nodes, or on a node and a plain number.

    A plain number gets no gradient.
    """

    @wraps(rule)
    def apply(a, b):
        left_is_node, right_is_node = isinstance(a, Node), isinstance(b, Node)
        u = a.value if left_is_node else _number(a, symbol)
        v = b.value if right_is_node else _number(b, symbol)
        try:
            value, slopes = rule(u, v)
        except (ValueError, ArithmeticError) as error:
            raise _renamed(error, symbol, (a, b)) from None
        if left_is_node and right_is_node:
            parents = (a, b)
            return Node(value, "", parents, slopes, symbol, parents)
        if left_is_node:
            return Node(value, "", (a,), slopes[:1], symbol, (a, v))
        return Node(value, "", (b,), slopes[1:], symbol, (u, b)) if right_is_node else value

    return apply


add, subtract = _binary("+", rules.add), _binary("-", rules.subtract)
multiply, divide = _binary("*", rules.multiply), _binary("/", rules.divide)
maximum, matmul = _binary("maximum", rules.maximum), _binary("@", rules.matmul)
negative, exp, log = _unary("-", rules.negative), _unary("exp", rules.exp), _unary("log", rules.log)
sin, cos, tanh = _unary("sin", rules.sin), _unary("cos", rules.cos), _unary("tanh", rules.tanh)
sigmoid, relu = _unary("sigmoid", rules.sigmoid), _unary("relu", rules.relu)
leaky_relu = _unary("leaky_relu", rules.leaky_relu)
_power, _exponential = _binary("**", rules.power), _binary("**", rules.exponential_power)
_sum_of_all = _unary("sum", lambda u: rules.sum(u, None))
_mean_of_all = _unary("mean", lambda u: rules.mean(u, None))


def power(a, b):
    """Return a ** b, where either may be a node."""
    return _exponential(a, b) if isinstance(b, Node) else _power(a, b)


def sum(a, axis=None):
    """Return the sum of the entries of `a`, over all axes or the given one."""
    return _sum_of_all(a) if axis is None else _unary("sum", lambda u: rules.sum(u, axis))(a)


def mean(a, axis=None):
    """Return the mean of the entries of `a`, over all axes or the given one."""
    return _mean_of_all(a) if axis is None else _unary("mean", lambda u: rules.mean(u, axis))(a)


# Python's signs, with a node on either side.
Node.__add__, Node.__radd__ = add, lambda b, a: add(a, b)
Node.__sub__, Node.__rsub__ = subtract, lambda b, a: subtract(a, b)
Node.__mul__, Node.__rmul__ = multiply, lambda b, a: multiply(a, b)
Node.__truediv__, Node.__rtruediv__ = divide, lambda b, a: divide(a, b)
Node.__pow__, Node.__rpow__ = power, lambda b, a: power(a, b)
Node.__matmul__, Node.__rmatmul__ = matmul, lambda b, a: matmul(a, b)
Node.__neg__ = negative


# --- Checks -------------------------------------------------------------------


def _checked(value, name, operation, operands):
    if not operation:
        return checked_value(value, f"the value of Node {name!r}" if name else "the value of a Node")
    if type(value) is float:
        raise OverflowError(f"{written(operation, operands)} is too large for a float; use smaller values")
    return value


def _renamed(error, symbol, operands):
    return type(error)(f"{written(symbol, operands)}: {error}")


def _number(operand, symbol):
    if type(operand) is float and math.isfinite(operand):
        return operand
    return checked_value(operand, f"what stands beside {symbol}")


def _checked_seed(seed, output):
    seed, shape = checked_value(seed, "the seed of backward"), np.shape(output.value)
    if np.shape(seed) not in ((), shape):
        needed = f"one number or shape {shape}" if shape else "one number"
        raise ValueError(f"the seed of backward has shape {np.shape(seed)}; give {needed}")
    return np.full(shape, seed) if shape else seed


def _refuse_infinite_values(order):
    if not is_finite(order[-1].value):
        first = next(node for node in order if not is_finite(node.value))
        raise OverflowError(f"{called(first)} holds infinity or NaN; use smaller values")


def _refuse_infinite_gradients(order, before):
    for node in order:
        if not node.parents and not is_finite(node.grad):
            for changed, grad in zip(order, before):
                changed.grad = grad
            raise OverflowError(f"the gradient of {called(node)} is too large for a float; use smaller values")
