"""The operations of an engine that a student wrote: values, local derivatives and parents of the nodes they make."""

from helpers.checks.feedback import Feedback, not_yet, unanswered
from helpers.checks.trying import tried
from helpers.coursework.engine_numbers import sigmoid
from helpers.coursework.engine_seen import all_near, near, numbers_in
from helpers.coursework.questions import Verdict, mean
from helpers.slips.of_sigmoid import FOR_THE_SLOPE, WRITTEN

# name: (value, local derivatives, ((what a known slip gives for the local derivatives, sentence, hint), …))
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
        sigmoid,
        lambda a: (sigmoid(a) * (1 - sigmoid(a)),),
        (
            (
                lambda a: (sigmoid(sigmoid(a)) * (1 - sigmoid(sigmoid(a))),),
                "the slope of the sigmoid was taken at what comes out of it, g'(g(h)) for g'(h)",
                "What does g take: the value before it, or after it?",
            ),
            *(
                (lambda a, slope=slope: (slope(a, sigmoid(a), 1 - sigmoid(a)),), says.rstrip("."), hint)
                for _, slope, says, hint in FOR_THE_SLOPE
            ),
            (lambda a: (a * (1 - a),), "h (1 - h) was taken for g(h) (1 - g(h))", WRITTEN),
        ),
    ),
}


def tries(numbers):
    """Return what the operations are tried on: (name, value, …)."""
    u, v = numbers["u"], numbers["v"]
    return [("multiply", u, v), ("multiply", v, -u), ("subtract", u, v), ("subtract", -v, u)] + [
        (name, value) for name in ("square", "sigmoid") for value in (u, -v)
    ]


def run(answers, name, *values):
    """Return what a student's operation makes of inputs with these values; raises `Failed` where it fails."""

    def make():
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

    return tried(make, ())


def judge(numbers, given, results):
    """Return the verdict on the four operations: each that is right earns its share."""
    if results is None or all(result is None for result in results):
        return Verdict(0.0, unanswered("Each operation returns a new Node; begin with multiply."))
    verdicts = []
    for name in OPERATIONS:
        seen = [(arguments[1:], result) for arguments, result in zip(tries(numbers), results) if arguments[0] == name]
        feedback = _of_operation(name, seen)
        verdicts.append(Verdict(float(feedback.is_right), feedback))
    return mean(verdicts)


def _of_operation(name, seen):
    value, local, slips = OPERATIONS[name]
    for values, result in seen:
        if result is None:
            return not_yet(f"{name} returns None.", "It returns a new Node, as add does.")
        if "error" in result:
            return not_yet(f"{name}: {result['error']}.", "Compare it with add, line by line.")
        if not near(result["value"], value(*values)):
            return not_yet(f"{name} makes a Node of the wrong value.", "Leave the local derivatives for a moment.")
        if not isinstance(result["local"], list) or len(result["local"]) != len(values):
            hint = "A tuple of one entry ends with a comma: (entry,)." if len(values) == 1 else "One for each parent."
            return not_yet(f"{name}: local has to be a tuple with one number for each parent.", hint)
        if result["parents"] != list(range(len(values))):
            return not_yet(f"{name}: parents has to hold the very nodes it was given, in their order.", "Look at add.")
    if all(all_near(result["local"], local(*values)) for values, result in seen):
        return Feedback("right")
    for wrong, says, hint in slips:
        if all(all_near(result["local"], wrong(*values)) for values, result in seen):
            return not_yet(f"{name}: {says}.", hint, [says])
    if all(all_near([-n for n in numbers_in(result["local"])], local(*values)) for values, result in seen):
        return not_yet(f"{name}: the sizes of the local derivatives are right and the signs are turned.")
    return not_yet(f"{name}: the local derivatives are not right.", "Nudge one input alone, and work out the ratio.")
