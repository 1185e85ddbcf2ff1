import torch

torch.set_num_threads(1)  # tiny batches: a second thread only waits for the first
