"""Depthwise convolutions that learn faster on a CPU.

torch's weight gradient of a depthwise convolution is slow on the small maps at the end of
EfficientNet (65 ms of a batch of 64 at 2 x 2, where the forward pass takes 1 ms). There the
same sum is taken shift by shift, which makes a training step about 1.6 times as fast.
"""

import torch
from torch.nn import functional

SMALL_MAP = 20  # cells; on larger maps torch's own gradient is the faster one


class _Depthwise(torch.autograd.Function):
    @staticmethod
    def forward(context, inputs, weight, stride, padding):
        context.save_for_backward(inputs, weight)
        context.stride, context.padding = stride, padding
        return functional.conv2d(inputs, weight, None, stride, padding, 1, len(weight))

    @staticmethod
    def backward(context, gradient):
        inputs, weight = context.saved_tensors
        way = (context.stride, context.padding, 1, len(weight))
        to_inputs = None
        if context.needs_input_grad[0]:
            to_inputs = torch.nn.grad.conv2d_input(inputs.shape, weight, gradient, *way)
        if gradient.shape[2] * gradient.shape[3] > SMALL_MAP:
            to_weight = torch.nn.grad.conv2d_weight(inputs, weight.shape, gradient, *way)
        else:
            to_weight = _weight_gradient(inputs, weight, gradient, context)
        return to_inputs, to_weight, None, None


def _weight_gradient(inputs, weight, gradient, context):
    step, edge = context.stride[0], context.padding[0]
    height, width = gradient.shape[2:]
    # Channels last, as the network's memory lies.
    padded = functional.pad(inputs.permute(0, 2, 3, 1), (0, 0, edge, edge, edge, edge))
    gradient = gradient.permute(0, 2, 3, 1)
    sums = [
        (
            padded[:, y : y + step * (height - 1) + 1 : step, x : x + step * (width - 1) + 1 : step]
            * gradient
        ).sum((0, 1, 2))
        for y in range(weight.shape[2])
        for x in range(weight.shape[3])
    ]
    return torch.stack(sums, -1).view_as(weight)


class _Convolution(torch.nn.Conv2d):
    def forward(self, inputs):
        return _Depthwise.apply(inputs, self.weight, self.stride, self.padding)


def use_fast_gradients(network, on=True):
    """Let a network's depthwise convolutions use the gradient above, or torch's own again.

    Weights and outputs stay the same; only the backward pass differs.

    Parameters
    ----------
    network : torch.nn.Module
        Changed in place; its convolutions have square steps and edges.
    on : bool
    """
    for module in network.modules():
        if isinstance(module, torch.nn.Conv2d) and module.groups == module.in_channels > 1:
            module.__class__ = _Convolution if on else torch.nn.Conv2d
    return network
