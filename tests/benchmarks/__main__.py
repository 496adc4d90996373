import os


def main():
    for threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"):
        os.environ[threads] = "1"  # before NumPy is imported, so that everyone computes on one processor
    from tests.benchmarks.report import report

    report()


if __name__ == "__main__":
    main()
