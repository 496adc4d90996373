"""The assignment build-the-engine: operations, order, backward, and a check of them. 40 points, 36 of them here.

Numbers: seed, of the graphs that are tried; u and v, what the operations are tried on; and w, x, b, t of the loss
(w g(w x + b) - t)², in which w is used twice.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

from helpers import graph
from helpers.answers import Unreadable, read_number
from helpers.checks import check_number, check_slope
from helpers.coursework import graphs_to_try as shapes
from helpers.coursework.apart import are_apart, mistaken
from helpers.coursework.questions import Question, Verdict, judge_function, mean
from helpers.feedback import Feedback, listed, not_yet, unanswered
from helpers.slips import Slip
from helpers.slips_of_slopes import SlopeProblem, slope_slips
from helpers.trying import Failed, tried

CLOSE = 1e-9
ROUNDING = 0.002
# Slips that give the right number here, and so are never named: t is no input, so no minus is met; the gradient of b is
# that of w x + b; on a curve a small nudge is nearly right.
HARMLESS = ("the minus is missing", "the upstream gradient alone", "the nudge is too large", "not divided by the nudge")


@dataclass(frozen=True)
class EngineQuestion(Question):
    """Ask for a part of an engine. run: (answers, *arguments of a try) -> what is seen of it, as plain data."""

    run: Callable | None = None


def draw(draws):
    """Return one set of numbers, good or not."""
    return {
        "seed": draws.below(10**9),
        "u": draws.signed(0.6, 2.9),
        "v": draws.signed(0.6, 2.9),
        "w": draws.signed(0.6, 1.9),
        "x": draws.signed(0.6, 1.9),
        "b": draws.signed(0.3, 1.4),
        "t": draws.signed(2.1, 4.9),
    }


def loss_of(numbers):
    """Return the loss of a student as a function of w and b, for numbers and for nodes."""

    def loss(w, b):
        miss = w * graph.sigmoid(w * numbers["x"] + b) - numbers["t"]
        return miss * miss

    return loss


def answers(numbers):
    """Return {name: the right answer}."""
    w, x, b, t = (numbers[name] for name in "wxbt")
    g = _g(w * x + b)
    upstream, slope = 2 * (w * g - t), g * (1 - g)
    return {"upstream": upstream, "w_gradient": upstream * (g + w * slope * x), "b_gradient": upstream * w * slope}


def is_good(numbers):
    """Tell whether the numbers make a fair exercise."""
    right = answers(numbers)
    if abs(numbers["w"] * numbers["x"] + numbers["b"]) > 2.5 or min(map(abs, right.values())) < 0.05:
        return False
    named = [numbers[name] for name in "uvwxbt"]
    if not are_apart([*right.values(), *named]) or not are_apart([abs(numbers["u"]), abs(numbers["v"]), 1.0, 2.0]):
        return False
    return not any(
        mistaken(problem, slope_slips(problem), HARMLESS)
        for problem in (SlopeProblem(loss_of(numbers), (numbers["w"], numbers["b"]), k, ("w", "b")) for k in (0, 1))
    )


# --- Operations ------------------------------------------------------------------------------------


def _g(u):
    return 1 / (1 + math.exp(-u))


# name: (value, local derivatives, {what a known slip gives for the local derivatives: (sentence, hint)})
OPERATIONS = {
    "multiply": (
        lambda a, b: a * b,
        lambda a, b: (b, a),
        (
            (lambda a, b: (a, b), "each side got its own value as its local derivative", "Nudge one side alone."),
            (lambda a, b: (1.0, 1.0), "these are the local derivatives of a sum", "Nudge one side alone."),
        ),
    ),
    "subtract": (
        lambda a, b: a - b,
        lambda a, b: (1.0, -1.0),
        (
            (lambda a, b: (1.0, 1.0), "the minus was lost on the way back", "Nudge b: which way does a - b move?"),
            (lambda a, b: (-1.0, 1.0), "the two sides are exchanged", "Nudge a: which way does a - b move?"),
        ),
    ),
    "square": (
        lambda a: a * a,
        lambda a: (2 * a,),
        (
            (lambda a: (a,), "the factor 2 is missing", "a stands on both sides of a · a: both bring something."),
            (lambda a: (2.0,), "the local derivative depends on a", "At a = 3, what does a nudge of a bring?"),
            (lambda a: (a * a,), "the value stands where the local derivative belongs", "Nudge a."),
        ),
    ),
    "sigmoid": (
        _g,
        lambda a: (_g(a) * (1 - _g(a)),),
        (
            (
                lambda a: (_g(_g(a)) * (1 - _g(_g(a))),),
                "the slope of the sigmoid was taken at what comes out of it, g'(g(h)) for g'(h)",
                "What does g take: the value before it, or after it?",
            ),
            (
                lambda a: (_g(a),),
                "the value of the sigmoid stands where its slope belongs",
                "How is g' written with g?",
            ),
            (lambda a: (a * (1 - a),), "h (1 - h) was taken for g(h) (1 - g(h))", "How is g' written with g?"),
            (lambda a: (1 - _g(a),), "a factor of g (1 - g) is missing", "How is g' written with g?"),
        ),
    ),
}


def _operation_tries(numbers):
    u, v = numbers["u"], numbers["v"]
    return [("multiply", u, v), ("multiply", v, -u), ("subtract", u, v), ("subtract", -v, u)] + [
        (name, value) for name in ("square", "sigmoid") for value in (u, -v)
    ]


def _run_operation(answers, name, *values):
    def run():
        inputs = [answers["Node"](value) for value in values]
        made = answers[name](*inputs)
        if made is None or made is Ellipsis:
            return None
        try:
            parents = [next((k for k, node in enumerate(inputs) if node is parent), -1) for parent in made.parents]
        except TypeError:
            parents = None
        local = made.local
        return {"value": made.value, "local": list(local) if isinstance(local, (tuple, list)) else local} | {
            "parents": parents
        }

    return tried(run, ())


def _operations(numbers, given, results):
    tries = _operation_tries(numbers)
    if results is None or all(result is None for result in results):
        return Verdict(0.0, unanswered("Each operation returns a new Node; begin with multiply."))
    verdicts = []
    for name in OPERATIONS:
        seen = [(arguments[1:], result) for arguments, result in zip(tries, results) if arguments[0] == name]
        feedback = _of_operation(name, seen)
        verdicts.append(Verdict(float(feedback.is_right), feedback))
    return mean(verdicts)


def _of_operation(name, seen):
    value, local, slips = OPERATIONS[name]
    for values, result in seen:
        if result is None:
            return not_yet(f"{name} returns None.", "It returns a new Node, as add does.")
        if "error" in result:
            return not_yet(f"{name} stops: {result['error']}.", "Compare it with add, line by line.")
        if not _near(result["value"], value(*values)):
            return not_yet(f"{name} makes a Node of the wrong value.", "Leave the local derivatives for a moment.")
        if not isinstance(result["local"], list) or len(result["local"]) != len(values):
            hint = "A tuple of one entry ends with a comma: (entry,)." if len(values) == 1 else "One for each parent."
            return not_yet(f"{name}: local has to be a tuple with one number for each parent.", hint)
        if result["parents"] != list(range(len(values))):
            return not_yet(f"{name}: parents has to hold the very nodes it was given, in their order.", "Look at add.")
    if all(_all_near(result["local"], local(*values)) for values, result in seen):
        return Feedback("right")
    for wrong, says, hint in slips:
        if all(_all_near(result["local"], wrong(*values)) for values, result in seen):
            return not_yet(f"{name}: {says}.", hint, [says])
    if all(_all_near([-n for n in _numbers(result["local"])], local(*values)) for values, result in seen):
        return not_yet(f"{name}: the sizes of the local derivatives are right and the signs are turned.")
    return not_yet(f"{name}: the local derivatives are not right.", "Nudge one input alone, and work out the ratio.")


# --- Order -----------------------------------------------------------------------------------------

IN_ORDER = ("chain", "fork", "reuse", "short-cut", "mixed", "deep", "doubled")
BACKWARD = ("chain", "fork", "reuse", "short-cut", "mixed", "twice", "another", "deep")
TOO_DEEP = "Python lets a function call itself about 1000 times. A list of what waits has no such limit."


def _made(make, shape):
    """Return the nodes of a shape, made by the student's own class."""
    nodes = []
    for k, (parents, local) in enumerate(zip(shape.parents, shape.local)):
        nodes.append(make(1.0 + k / 8, tuple(nodes[parent] for parent in parents), local))
    return nodes


def _run_order(answers, seed, name):
    shape = shapes.shapes(seed)[name]

    def run():
        nodes = _made(answers["Node"], shape)
        places = {id(node): place for place, node in enumerate(nodes)}
        order = answers["in_order"](nodes[-1])
        return None if order is None else [places.get(id(node), -1) for node in order]

    return tried(run, ())


def _order(numbers, given, results):
    if results is None or all(result is None for result in results):
        return Verdict(0.0, unanswered("in_order returns a list of nodes."))
    tried_on = shapes.shapes(numbers["seed"])
    verdicts, reversed_ones = [], 0
    for name, result in zip(IN_ORDER, results):
        shape, feedback = tried_on[name], None
        if isinstance(result, dict):
            feedback = _stopped("in_order", shape, result)
        elif not isinstance(result, list):
            feedback = not_yet("in_order has to return a list of nodes.")
        elif len(result) > len(set(result)):
            feedback = not_yet(f"On {shape.about}, a node stands in the list twice.", "Which ones were found already?")
        elif set(result) != shapes.ancestors(shape):
            feedback = not_yet(
                f"On {shape.about}, nodes are missing, or there are some too many.", "Begin with output."
            )
        else:
            at = {node: k for k, node in enumerate(result)}
            early = [all(at[p] < at[node] for p in shape.parents[node]) for node in result]
            late = [all(at[p] > at[node] for p in shape.parents[node]) for node in result]
            reversed_ones += all(late) and not all(early)
            if not all(early):
                feedback = not_yet(
                    f"On {shape.about}, a node stands before one of its parents: found first is not ready first.",
                    "A node is younger than all its parents.",
                    ["no topological order"],
                )
        verdicts.append(Verdict(float(feedback is None), feedback or Feedback("right")))
    verdict = mean(verdicts)
    if reversed_ones and reversed_ones == sum(not one.share for one in verdicts):
        says = "The list begins with the output and ends with the inputs: it is turned round."
        return replace(verdict, feedback=not_yet(says, "Parents come first.", ["the order is turned round"]))
    return verdict


# --- Backward --------------------------------------------------------------------------------------

SLIPS = (
    ("= in place of +=", shapes.overwritten, "A contribution overwrote the one before: = in place of +=.",
     "Two readers hand something back to the same node. What is its gradient?"),
    ("not cleared", shapes.stale, "Gradients of an earlier backward were left in, and added to.",
     "What has to happen to the gradients before a pass begins?"),
    ("not cleared", shapes.stale_with_seed_added, "Gradients of an earlier backward were left in, and added to.",
     "What has to happen to the gradients before a pass begins?"),
    ("no topological order", shapes.breadth_first,
     "Nodes hand back as soon as they are reached, before all their readers have answered: no topological order.",
     "When is the gradient of a node complete?"),
    ("no topological order", shapes.depth_first,
     "Nodes hand back as soon as they are reached, before all their readers have answered: no topological order.",
     "When is the gradient of a node complete?"),
    ("no seed", shapes.unseeded, "All gradients stay 0: the output's own gradient was never set.",
     "How much does the output move, per unit of itself?"),
    ("the local derivative alone", shapes.local_only,
     "Local derivatives are handed back without the upstream gradient.",
     "What does a node multiply its local derivative with?"),
)  # fmt: skip


def _right_order(output):
    found, waiting = {id(output)}, [output]
    for node in waiting:
        for parent in node.parents:
            if id(parent) not in found:
                found.add(id(parent))
                waiting.append(parent)
    return sorted(waiting, key=lambda node: node.age)


def _run_backward(answers, seed, name):
    shape = shapes.shapes(seed)[name]
    backward = answers["backward"]

    def run():
        nodes = _made(answers["Node"], shape)
        for place in shape.calls:
            backward(nodes[place])
        return [node.grad for node in nodes]

    def with_right_order():
        names = backward.__globals__
        own = names.get("in_order")
        names["in_order"] = _right_order
        try:
            return run()
        finally:
            names["in_order"] = own

    seen = {}
    for key, function in (("own", run), ("given", with_right_order)):
        try:
            seen[key] = tried(function, ())
        except Failed as failure:
            seen[key] = {"error": str(failure)}
    return seen


def _backward(numbers, given, results):
    if results is None:
        return Verdict(0.0, unanswered())
    tried_on = shapes.shapes(numbers["seed"])
    cases = [(tried_on[name], result) for name, result in zip(BACKWARD, results)]
    if any(not (isinstance(result, dict) and {"own", "given"} <= set(result)) for _, result in cases):
        stopped = next(result for _, result in cases if isinstance(result, dict) and "own" not in result)
        return Verdict(0.0, not_yet(f"backward stops: {stopped.get('error', 'it gave no result')}."))
    own = _of_backward(cases, "own")
    if own.feedback.is_right:
        return own
    follows = _of_backward(cases, "given")
    if follows.share > own.share:
        says = "With a right in_order, backward gives more than with yours, and it is graded so."
        if follows.feedback.is_right:
            return replace(follows, feedback=Feedback("right", says))
        return replace(follows, feedback=replace(follows.feedback, says=f"{follows.feedback.says} {says}"))
    return own


def _of_backward(cases, key):
    seen = [(shape, result[key]) for shape, result in cases]
    if all(isinstance(grads, list) and not any(map(_number, grads)) for _, grads in seen):
        says, hint = SLIPS[5][2:]
        return Verdict(0.0, not_yet(says, hint, ["no seed"]))
    verdicts = [_of_gradients(shape, grads) for shape, grads in seen]
    verdict = mean(verdicts)
    if verdict.feedback.is_right or verdict.feedback.state == "unanswered":
        return verdict
    lists = [(shape, grads) for shape, grads in seen if isinstance(grads, list)]
    for name, slip, says, hint in SLIPS:
        if lists and all(_all_near(grads, slip(shape)) for shape, grads in lists):
            return replace(verdict, feedback=not_yet(says, hint, [name]))
    failed = [shape.about for (shape, _), one in zip(seen, verdicts) if not one.share]
    if not any(isinstance(grads, dict) for _, grads in seen) and len(failed) < len(seen):
        says = f"It is right on other graphs, and not on {listed(failed, 'or')}."
        return replace(verdict, feedback=not_yet(says, "Draw the smallest of these, and run backward by hand."))
    return verdict


def _of_gradients(shape, grads):
    if isinstance(grads, dict):
        return Verdict(0.0, _stopped("backward", shape, grads))
    if not isinstance(grads, list) or any(_number(grad) is None for grad in grads):
        return Verdict(0.0, not_yet(f"On {shape.about}, some grad is no number.", "Does every grad begin as 0?"))
    right = _all_near(grads, shapes.gradients(shape))
    return Verdict(float(right), Feedback("right") if right else not_yet(f"It is not right on {shape.about}.", ""))


# --- By hand, and by nudging -----------------------------------------------------------------------


def _own(given, name, right):
    try:
        number = read_number(given.get(name))
    except Unreadable:
        return None
    if number is None or not 1e-3 < abs(number.value) < 1e4 or math.isclose(number.value, right, rel_tol=ROUNDING):
        return None
    return number.value


def _upstream(numbers, given, results):
    w, x, b, t = (numbers[name] for name in "wxbt")
    y, right = w * _g(w * x + b), answers(numbers)["upstream"]
    slips = {
        "The factor 2 of the square is missing.": y - t,
        "The size is right and the sign is turned: t - y stands where y - t belongs.": -right,
        "The factor 2 is missing, and t - y stands where y - t belongs.": t - y,
        "This is the loss itself, not its slope.": (y - t) ** 2,
        "This is y, not the slope of the loss.": y,
        "w is missing: y is w times g.": 2 * (y / w - t),
    }
    step = "Nudge y alone: by how much does (y - t)² grow, per unit of nudge?"
    feedback = check_number(given.get("upstream"), right, step, slips, within=ROUNDING)
    return Verdict(float(feedback.is_right), feedback)


def _gradient(name, by):
    def judge(numbers, given, results):
        right, at = answers(numbers), {"w": numbers["w"], "b": numbers["b"]}
        answer = given.get(name)
        feedback = check_slope(answer, loss_of(numbers), at, by, within=ROUNDING)
        own = _own(given, "upstream", right["upstream"])
        if feedback.state == "not yet" and own is not None:
            scale = own / right["upstream"]
            following = check_slope(answer, lambda w, b: loss_of(numbers)(w, b) * scale, at, by, within=ROUNDING)
            if following.is_right:
                says = "It follows from your own dL/dy, and keeps its credit. That earlier answer is not right yet."
                feedback = Feedback("right", says)
            elif following.slips and not feedback.slips:
                feedback = following
        return Verdict(float(feedback.is_right), feedback)

    return judge


_FUNCTIONS = (
    "lambda p: p[0] * p[1] * p[1]",
    "lambda p: p[0] * p[0] * p[1] + p[2]",
    "lambda p: p[1] ** 3 - p[0] * p[1]",
)


def _nudge_tries(numbers):
    u, v, w = numbers["u"], numbers["v"], numbers["w"]
    return [
        ({"lambda": _FUNCTIONS[0]}, [u, v], 1, 0.01),
        ({"lambda": _FUNCTIONS[1]}, [v, w, u], 0, 0.1),
        ({"lambda": _FUNCTIONS[2]}, [w, u, v], 1, 0.2),
    ]


def _moved(inputs, k, h):
    return [*inputs[:k], inputs[k] + h, *inputs[k + 1 :]]


def _nudge_slip(name, says, hint, answer):
    return Slip(name, says, hint, lambda arguments: answer(*arguments))


NUDGE_SLIPS = (
    _nudge_slip("one side only", "One side only was nudged.", "Where does h to the left come in?",
                lambda f, p, k, h: (f(_moved(p, k, h)) - f(p)) / h),
    _nudge_slip("divided by h", "Nudges to both sides lie 2 h apart.", "How long is the way between the two places?",
                lambda f, p, k, h: (f(_moved(p, k, h)) - f(_moved(p, k, -h))) / h),
    _nudge_slip("the sign is turned", "The size is right and the sign is turned.", "Which comes first?",
                lambda f, p, k, h: (f(_moved(p, k, -h)) - f(_moved(p, k, h))) / (2 * h)),
    _nudge_slip("all inputs nudged", "All inputs were nudged, not only the one asked for.", "Which entries may change?",
                lambda f, p, k, h: (f([n + h for n in p]) - f([n - h for n in p])) / (2 * h)),
    _nudge_slip("the list was changed", "The inputs were changed by the first nudge and not put back.",
                "Print the list after the first call.",
                lambda f, p, k, h: (f(_moved(p, k, h)) - f(p)) / (2 * h)),
)  # fmt: skip


def _nudged(numbers, given, results):
    return judge_function(
        "nudged_slope",
        lambda f, p, k, h: (f(_moved(p, k, h)) - f(_moved(p, k, -h))) / (2 * h),
        _nudge_tries(numbers),
        results,
        "Two lists: one with h more in place k, one with h less.",
        NUDGE_SLIPS,
    )


def _stopped(name, shape, result):
    error = str(result.get("error", "it gave no result"))
    if "RecursionError" in error:
        return not_yet(f"{name} calls itself too often on {shape.about}.", TOO_DEEP, ["recursion"])
    if "come to an end" in error:
        hint = "Is a node that is reached on many paths worked on only once?"
        return not_yet(f"{name} takes too long on {shape.about}.", hint, ["every path anew"])
    return not_yet(f"On {shape.about}, {name} fails: {error}.", "Run it on that graph yourself.")


def _number(value):
    return value if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def _numbers(values):
    return [math.nan if _number(value) is None else value for value in values]


def _near(value, right):
    return _number(value) is not None and math.isclose(value, right, rel_tol=CLOSE, abs_tol=1e-12)


def _all_near(values, rights):
    return len(values) == len(rights) and all(_near(value, right) for value, right in zip(values, rights))


def _shape_tries(names):
    return lambda numbers: [(numbers["seed"], name) for name in names]


QUESTIONS = {
    "engine-operations": EngineQuestion(
        8, ("multiply", "subtract", "square", "sigmoid", "Node"), _operations, _operation_tries, _run_operation
    ),
    "engine-order": EngineQuestion(7, ("in_order", "Node"), _order, _shape_tries(IN_ORDER), _run_order),
    "engine-backward": EngineQuestion(
        8, ("backward", "in_order", "Node"), _backward, _shape_tries(BACKWARD), _run_backward
    ),
    "engine-upstream": Question(2, ("upstream",), _upstream),
    "engine-weight": Question(4, ("w_gradient", "upstream"), _gradient("w_gradient", "w")),
    "engine-bias": Question(3, ("b_gradient", "upstream"), _gradient("b_gradient", "b")),
    "engine-nudge": Question(4, ("nudged_slope",), _nudged, _nudge_tries),
}
