"""The environment variables that every kernel of a run is given besides those of this process."""

# Equal runs are equal bytes, whatever the hash seed and the locale.
SETTLED = {"PYTHONHASHSEED": "0", "PYTHONUTF8": "1"}
# Several threads may add up the same numbers in another order; and a process with several cannot be forked.
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
