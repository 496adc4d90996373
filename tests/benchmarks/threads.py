"""One processor for everyone."""

import os


def one_thread():
    """Keep NumPy, and whoever computes as it does, to one thread; to be called before it is imported."""
    for threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"):
        os.environ[threads] = "1"
