"""Curves for TensorBoard: ``tensorboard --logdir runs`` shows and compares them."""

from torch.utils.tensorboard import SummaryWriter

CURVES = ("loss", "valid_accuracy", "valid_mean_recall", "valid_calibration_error", "pseudo")


class Board:
    """Event files in a run's folder; what an interrupted run wrote too far is cut off."""

    def __init__(self, folder, epoch):
        self.writer = SummaryWriter(folder, purge_step=epoch + 1)
        self.shown = epoch

    def show(self, history):
        """Add the epochs that are not shown yet."""
        for row in history[self.shown :]:
            for name in CURVES:
                if name in row:
                    self.writer.add_scalar(name, row[name], row["epoch"])
        self.shown = len(history)
        self.writer.flush()

    def close(self, classes, figures):
        """Add the confusion matrix as a table, and end the file."""
        if "confusion" in figures:
            head = ["true \\ predicted", *classes]
            rows = [
                [label, *map(str, counts)]
                for label, counts in zip(classes, figures["confusion"], strict=True)
            ]
            lines = [head, ["---"] * len(head), *rows]
            text = "\n".join("| " + " | ".join(line) + " |" for line in lines)
            self.writer.add_text("confusion", text, self.shown)
        self.writer.close()
