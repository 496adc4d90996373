"""How fast training is, next to other engines: `python -m tests.benchmarks.training`; about two minutes."""

from tests.benchmarks.threads import one_thread


def main():
    one_thread()
    from tests.benchmarks.training_report import report

    report()


if __name__ == "__main__":
    main()
