"""Learning: batches, augmentation, networks, losses, the training loop and its checkpoints."""
