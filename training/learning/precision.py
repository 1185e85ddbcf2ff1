"""Which device and which number format a run computes in."""

import torch

FORMATS = {"bf16": torch.bfloat16, "fp16": torch.float16}


def device_here():
    """'cuda' where there is one, else 'cpu'."""
    return "cuda" if torch.cuda.is_available() else "cpu"


def cpu_computes_bf16():
    """Whether this processor has bf16 arithmetic; emulated, it would only be slower."""
    names = ("_is_avx512_bf16_supported", "_is_amx_tile_supported")
    return any(getattr(torch.cpu, name, bool)() for name in names)


def number_format(wanted, device):
    """The format that a recipe's ``fit.precision`` means on a device.

    Returns
    -------
    torch.dtype or None
        None for plain fp32: also where the device has no arithmetic for what is wanted.
    """
    if wanted == "fp32":
        return None
    if device != "cuda":
        return torch.bfloat16 if wanted in ("auto", "bf16") and cpu_computes_bf16() else None
    if wanted in ("auto", "bf16") and torch.cuda.is_bf16_supported(including_emulation=False):
        return torch.bfloat16
    return torch.float16
