from tests.benchmarks.threads import one_thread


def main():
    one_thread()
    from tests.benchmarks.report import report

    report()


if __name__ == "__main__":
    main()
