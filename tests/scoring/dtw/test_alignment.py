"""The compiled recurrence beside its readable form, its memory, and who loads it."""

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.dtw import alignment
from scoring.dtw import numpy_kernel as rows
from scoring.dtw.alignment import align

compiled = pytest.importorskip("scoring.dtw.numba_kernel", reason="needs the extra `fast`")


def with_recurrence(module, *arguments):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(alignment, "load_kernel", lambda: module)
        return align(*arguments)


def child(code):
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@settings(deadline=None, max_examples=200)
@given(
    n=st.integers(0, 40),
    m=st.integers(0, 40),
    offset=st.integers(-30, 30),
    width=st.integers(0, 25),
    tempo=st.sampled_from([0.5, 0.8, 1.0, 1.7, 2.0]),
    coarse=st.booleans(),
    seed=st.integers(0, 2**32 - 1),
)
def test_compiled_and_rows_agree(n, m, offset, width, tempo, coarse, seed):
    rng = np.random.default_rng(seed)
    x, y = (rng.dirichlet(np.ones(7), count)[:, 1:] for count in (n, m))
    if coarse:  # many equal costs, so that ties are decided alike
        x, y = x.round(1), y.round(1)
    middle = np.floor(np.arange(n) * tempo).astype(int) - offset
    band, weighed = (middle - width, middle + width), rng.random(n) < 0.8
    quick, plain = (with_recurrence(each, x, y, band, weighed) for each in (compiled, rows))
    for name in ("path", "weights", "skipped_reference", "skipped_take", "cost"):
        assert np.array_equal(getattr(quick, name), getattr(plain, name)), name


def test_the_compiled_recurrence_is_the_one_in_use():
    assert alignment.load_kernel() is compiled


@pytest.mark.skipif(sys.platform != "linux", reason="asks the kernel for the memory in use")
def test_long_sequences_take_a_byte_a_cell():
    added = child(
        "from bench.dtw_contenders import added_memory; print(added_memory('RE:ON', 10_000))"
    )
    assert 15 < float(added) < 60  # 2001 cells a row are 20 MB, as costs they would be 160


def test_numba_is_loaded_for_an_alignment_only():
    loaded = "print('numba' in sys.modules)"
    assert child(f"import sys, scoring.formula.score, scoring.formula.result; {loaded}") == "False"


def test_without_numba_the_rows_stand_in():
    code = (
        "import sys; sys.modules['numba'] = None; from scoring.dtw.alignment import load_kernel; "
        "print(load_kernel().__name__)"
    )
    assert child(code) == "scoring.dtw.numpy_kernel"
