"""The device and the number format of a run."""

import torch


def default_device() -> str:
    """'cuda' if there is such a device, else 'cpu'."""
    return "cuda" if torch.cuda.is_available() else "cpu"


def cpu_computes_bf16() -> bool:
    """Whether this processor has bf16 arithmetic; emulated, it would only be slower."""
    names = ("_is_avx512_bf16_supported", "_is_amx_tile_supported")
    return any(getattr(torch.cpu, name, bool)() for name in names)


def number_format(wanted: str, device: str) -> torch.dtype | None:
    """The format that a recipe's ``fit.precision`` means on a device.

    Returns
    -------
    format
        None for plain fp32, which is also used if the device has no arithmetic for the wanted one.
    """
    if wanted == "fp32":
        return None
    if device != "cuda":
        return torch.bfloat16 if wanted in ("auto", "bf16") and cpu_computes_bf16() else None
    if wanted in ("auto", "bf16") and torch.cuda.is_bf16_supported(including_emulation=False):
        return torch.bfloat16
    return torch.float16
