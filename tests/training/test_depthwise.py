"""The faster gradients of depthwise convolutions are torch's own."""

import pytest

torch = pytest.importorskip("torch")

from training.learning.depthwise import use_fast_gradients  # noqa: E402


@pytest.mark.parametrize(("kernel", "step", "side"), [(3, 1, 3), (5, 1, 2), (5, 2, 8), (3, 2, 16)])
def test_gradients(kernel, step, side):
    torch.manual_seed(0)
    layer = torch.nn.Conv2d(6, 6, kernel, step, kernel // 2, groups=6, bias=False)
    faces = torch.randn(4, 6, side, side, requires_grad=True)
    expected = torch.autograd.grad(layer(faces).square().sum(), (faces, layer.weight))
    use_fast_gradients(layer)
    given = torch.autograd.grad(layer(faces).square().sum(), (faces, layer.weight))
    for ours, theirs in zip(given, expected, strict=True):
        torch.testing.assert_close(ours, theirs)
    use_fast_gradients(layer, on=False)
    assert type(layer) is torch.nn.Conv2d
